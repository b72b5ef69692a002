/** The words in which `say-as` has a text read; what a voice reads so by itself stays as it is. */
export function saidAs(kind: string, format: string | undefined, text: string, language: string): string {
  const written = text.trim();
  switch (kind) {
    case "characters":
    case "spell-out":
    case "digits":
    case "telephone":
      return [...written.replace(/[\s-]/g, "")].join(" ");
    case "cardinal":
    case "number":
      return saidAsNumber(written);
    case "ordinal":
      return saidAsOrdinal(saidAsNumber(written), language);
    case "date":
      return saidAsDate(written, format, language);
    case "time":
      return saidAsTime(written, language);
    case "fraction":
      return saidAsFraction(written, language);
    case "unit":
      return written.replace(/(\d)(?=[a-z])/gi, "$1 ");
    case "expletive":
      return "beep";
    default:
      return written;
  }
}

const isEnglish = (language: string) => /^en\b/i.test(language);

// Intl throws for codes that only Polly has, such as en-GB-WLS.
const localeOf = (language: string) => /^[a-z]{2,3}(?:-[A-Z]{2}\b)?/.exec(language)?.[0] ?? "en";

const saidAsNumber = (text: string): string =>
  /^-?[\d,]+(?:\.\d+)?$/.test(text) ? String(Number(text.replaceAll(",", ""))) : text;

const suffixes: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd", other: "th" };

function saidAsOrdinal(number: string, language: string): string {
  if (!/^\d+$/.test(number)) return number;
  if (!isEnglish(language)) return `${number}.`;
  return number + suffixes[new Intl.PluralRules("en", { type: "ordinal" }).select(Number(number))];
}

interface WrittenDate {
  day?: number;
  month?: number;
  year?: number;
}

function saidAsDate(text: string, format: string | undefined, language: string): string {
  const { day, month, year } = readDate(text, format) ?? {};
  // The year 2000 has every day that there is.
  const date = new Date(Date.UTC(year ?? 2000, (month ?? 1) - 1, day ?? 1));
  const isDate = date.getUTCMonth() === (month ?? 1) - 1;
  if (!isDate || (day === undefined && month === undefined)) return year === undefined ? text : String(year);
  if (month === undefined) return saidAsOrdinal(String(day), language);
  return new Intl.DateTimeFormat(localeOf(language), {
    timeZone: "UTC",
    month: "long",
    ...(day !== undefined && { day: "numeric" }),
    ...(year !== undefined && { year: "numeric" }),
  }).format(date);
}

function readDate(text: string, format: string | undefined): WrittenDate | undefined {
  const packed = /^([\d?]{4})([\d?]{2})([\d?]{2})$/.exec(text);
  const parts = packed ? packed.slice(1) : text.split(/[-/.\s]+/);
  const order = packed || format === undefined || format === "yyyymmdd" ? "ymd" : format;
  if (parts.length !== order.length) return undefined;
  const date: WrittenDate = {};
  for (const [index, part] of parts.entries()) {
    if (/^\?+$/.test(part)) continue;
    if (!/^\d+$/.test(part)) return undefined;
    const name = ({ d: "day", m: "month", y: "year" } as const)[order[index] as "d" | "m" | "y"];
    date[name] = Number(part);
  }
  return date;
}

/** `1'21"` is a duration of minutes and seconds. */
function saidAsTime(text: string, language: string): string {
  const [whole, minutes, seconds] = /^(?:(\d+)')?(?:(\d+)")?$/.exec(text) ?? [];
  if (!whole) return text;
  const said = (amount: string | undefined, unit: "minute" | "second") =>
    amount === undefined
      ? []
      : [
          new Intl.NumberFormat(localeOf(language), { style: "unit", unit, unitDisplay: "long" }).format(
            Number(amount),
          ),
        ];
  return [...said(minutes, "minute"), ...said(seconds, "second")].join(" ");
}

function saidAsFraction(text: string, language: string): string {
  const [whole, before, over, under] = /^(?:(\d+)\+)?(\d+)\/(\d+)$/.exec(text) ?? [];
  if (!whole || !isEnglish(language)) return text;
  const parts: Readonly<Record<string, string>> = { 2: "half", 3: "third", 4: "quarter" };
  const part = under === undefined ? undefined : parts[under];
  const one = over === "1";
  const many = part === "half" ? "halves" : `${part}s`;
  const fraction = part ? `${over} ${one ? part : many}` : `${over} over ${under}`;
  return before === undefined ? fraction : `${before} and ${fraction}`;
}
