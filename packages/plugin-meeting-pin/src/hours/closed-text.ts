import { languageTag, type SpeakParameters } from "@switchhook/core";
import * as z from "zod";
import type { Listing } from "../listing.js";
import type { Opening } from "./opening-hours.js";

const texts = z.strictObject({ opens: z.string().min(1).max(500), over: z.string().min(1).max(500) });
const voice = z.strictObject({
  VoiceId: z.string().min(1).optional(),
  Engine: z.enum(["standard", "neural"]).optional(),
  LanguageCode: z.string().min(2).optional(),
});
const byTag = z.union([z.literal("default"), languageTag()]);

export const closedSchema = z.strictObject({
  texts: z.record(languageTag(), texts).default({}),
  voices: z.record(byTag, voice).default({}),
});

/** What a caller hears outside the opening hours of a meeting. */
export interface ClosedOptions {
  /**
   * Sentences by language tag, each at most 500 characters with `{title}` and `{time}`: `opens` before an opening,
   * `over` when none is to come. There are some for `en`, `de`, `es` and `fr`; other languages hear the English one.
   */
  readonly texts?: Readonly<Record<string, { readonly opens: string; readonly over: string }>>;
  /** Polly's voices by language tag, and `default`; without one it is the service's default, Joanna. */
  readonly voices?: Readonly<Record<string, Pick<SpeakParameters, "VoiceId" | "Engine" | "LanguageCode">>>;
}
export type ClosedSettings = z.output<typeof closedSchema>;

const english = {
  opens: "{title} is not open now. It opens on {time}. Goodbye.",
  over: "{title} was open until {time}. Goodbye.",
};
const builtIn: ClosedSettings["texts"] = {
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

/** What is said, and in which voice, to a caller whose meeting is not open. */
export function closedSpeech(
  { hours, title }: Listing,
  opening: Opening & { readonly open: false },
  {
    now,
    locale,
    settings,
  }: { readonly now: number; readonly locale: string; readonly settings: ClosedSettings },
): SpeakParameters {
  const { voices } = settings;
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
  return {
    // In one pass, so that a title with a brace in it stays as it is.
    Text: text.replace(/\{(title|time)\}/g, (_, name: string) => filled[name] ?? "").slice(0, 1000),
    ...(voices[locale] ?? voices[languageOf(locale)] ?? voices.default),
  };
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

const tagOfTexts = (locale: string, { texts: given }: ClosedSettings): string =>
  [locale, languageOf(locale)].find((tag) => Object.hasOwn(given, tag) || Object.hasOwn(builtIn, tag)) ??
  "en";

const textsOf = (tag: string, { texts: given }: ClosedSettings) => given[tag] ?? builtIn[tag] ?? english;

const languageOf = (locale: string): string => locale.split("-")[0] ?? locale;
