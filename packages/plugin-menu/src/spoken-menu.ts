/** A text, or one for each language tag; `es` also serves `es-MX`. */
export type Texts = string | Readonly<Record<string, string>>;

const english = "For {name}, press {key}.";
const builtIn: Readonly<Record<string, string>> = {
  en: english,
  de: "Für {name} drücken Sie die {key}.",
  es: "Para {name}, oprima {key}.",
  fr: "Pour {name}, appuyez sur le {key}.",
};

export interface Choice {
  readonly key: string;
  readonly name: Texts;
}

/** The choices as they are said in a language, in their order; in one without a sentence as in English. */
export function spokenMenu(
  choices: readonly Choice[],
  locale: string,
  sentences: Readonly<Record<string, string>>,
): string {
  const sentence = textIn({ ...builtIn, ...sentences }, locale) ?? english;
  return choices
    .map(({ key, name }) => {
      const filled: Readonly<Record<string, string>> = { key: [...key].join(" "), name: said(name, locale) };
      // In one pass, so that a name with a brace in it stays as it is.
      return sentence.replace(/\{(name|key)\}/g, (_, what: string) => filled[what] ?? "");
    })
    .join(" ");
}

const said = (texts: Texts, locale: string): string =>
  typeof texts === "string" ? texts : (textIn(texts, locale) ?? Object.values(texts)[0] ?? "");

const textIn = (texts: Readonly<Record<string, string>>, locale: string): string | undefined =>
  texts[locale] ?? texts[locale.split("-")[0] ?? locale];
