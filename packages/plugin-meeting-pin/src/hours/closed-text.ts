import { languageTag } from "@switchhook/core";
import * as z from "zod/mini";
import type { Listing } from "../listing.js";
import type { Opening } from "./opening-hours.js";

const texts = z.strictObject({
  opens: z.string().check(z.minLength(1), z.maxLength(500)),
  over: z.string().check(z.minLength(1), z.maxLength(500)),
});

export const closedSchema = z._default(z.record(languageTag(), texts), {});

/**
 * What a caller hears outside the opening hours of a meeting: sentences by language tag, each at most 500 characters with
 * `{title}` and `{time}`: `opens` before an opening, `over` when none is to come. There are some for `en`, `de`, `es` and
 * `fr`; other languages hear the English one.
 */
export type ClosedOptions = Readonly<Record<string, { readonly opens: string; readonly over: string }>>;
export type ClosedSettings = z.output<typeof closedSchema>;

const english = {
  opens: "{title} is not open now. It opens on {time}. Goodbye.",
  over: "{title} was open until {time}. Goodbye.",
};
const builtIn: ClosedSettings = {
  en: english,
  de: {
    opens: "{title} ist jetzt nicht geöffnet. Beginn: {time}. Auf Wiederhören.",
    over: "{title} war geöffnet bis {time}. Auf Wiederhören.",
  },
  es: {
    opens: "{title} no está abierta ahora. Abre el {time}. Adiós.",
    over: "{title} estuvo abierta hasta el {time}. Adiós.",
  },
  fr: {
    opens: "{title} n'est pas ouverte maintenant. Ouverture : {time}. Au revoir.",
    over: "{title} était ouverte jusqu'à {time}. Au revoir.",
  },
};
const englishUntitled = "This meeting";
const untitled: Readonly<Record<string, string>> = {
  en: englishUntitled,
  de: "Diese Besprechung",
  es: "Esta reunión",
  fr: "Cette réunion",
};
// Within these a day of the week says which day it is.
const sixDaysMs = 6 * 24 * 3_600_000;

/** What is said to a caller whose meeting is not open. */
export function closedText(
  { hours, title }: Listing,
  opening: Opening & { readonly open: false },
  {
    now,
    locale,
    settings,
  }: { readonly now: number; readonly locale: string; readonly settings: ClosedSettings },
): string {
  const tag = tagOfTexts(locale, settings);
  const { opens, over } = textsOf(tag, settings);
  const text = opening.opens === undefined ? (hours?.after ?? over) : (hours?.before ?? opens);
  const filled: Readonly<Record<string, string>> = {
    title: title ?? untitled[languageOf(tag)] ?? englishUntitled,
    time: spokenTime(opening.opens ?? opening.closed ?? now, {
      now,
      // A time in another language than the sentence around it is not understood.
      locale: languageOf(tag) === languageOf(locale) ? locale : tag,
      timeZone: hours?.timeZone ?? "UTC",
    }),
  };
  // In one pass, so that a title with a brace in it stays as it is.
  return text.replace(/\{(title|time)\}/g, (_, name: string) => filled[name] ?? "");
}

/** A time as it is said: with the day of the week, with the date where that is a week away, and with the zone. */
function spokenTime(
  instant: number,
  { now, locale, timeZone }: { readonly now: number; readonly locale: string; readonly timeZone: string },
): string {
  const near = Math.abs(instant - now) < sixDaysMs;
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: "long",
    ...(!near && { month: "long", day: "numeric" }),
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "longGeneric",
  });
  // The narrow spaces of some locales are not for being spoken.
  return format.format(instant).replace(/\s/g, " ");
}

const tagOfTexts = (locale: string, given: ClosedSettings): string =>
  [locale, languageOf(locale)].find((tag) => Object.hasOwn(given, tag) || Object.hasOwn(builtIn, tag)) ??
  "en";

const textsOf = (tag: string, given: ClosedSettings) => given[tag] ?? builtIn[tag] ?? english;

const languageOf = (locale: string): string => locale.split("-")[0] ?? locale;
