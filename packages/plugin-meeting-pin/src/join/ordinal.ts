const english: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd", other: "th" };
const endings: Readonly<Record<string, (number: number, locale: string) => string>> = {
  en: (number, locale) => english[new Intl.PluralRules(locale, { type: "ordinal" }).select(number)] ?? "th",
  fr: (number) => (number === 1 ? "er" : "e"),
  es: () => ".º",
  it: () => ".º",
  pt: () => ".º",
};

/** A number as it is spoken of a place in a row: `3rd`, `3e`, `3.`; a speech engine reads it as a word. */
export const ordinal = (number: number, locale: string): string =>
  `${number}${endings[locale.split("-")[0] ?? ""]?.(number, locale) ?? "."}`;
