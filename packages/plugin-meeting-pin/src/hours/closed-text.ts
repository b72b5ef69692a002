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

const builtIn: ClosedSettings["texts"] = {
  en: { opens: "{title} is not open now. It opens {time}. Goodbye.", over: "{title} closed {time}. Goodbye." },
  de: {
    opens: "{title} ist jetzt nicht geöffnet. Beginn: {time}. Auf Wiederhören.",
    over: "{title} war geöffnet bis {time}. Auf Wiederhören.",
  },
  es: { opens: "{title} no está abierta ahora. Abre {time}. Adiós.", over: "{title} cerró {time}. Adiós." },
  fr: {
    opens: "{title} n'est pas ouverte maintenant. Ouverture : {time}. Au revoir.",
    over: "{title} a fermé {time}. Au revoir.",
  },
};
const untitled: Readonly<Record<string, string>> = {
  en: "This meeting",
  de: "Diese Besprechung",
  es: "Esta reunión",
  fr: "Cette réunion",
};
const weekMs = 6 * 24 * 3_600_000;

/** What is said, and in which voice, to a caller whose meeting is not open. */
export function closedSpeech(
  listing: Listing,
  opening: Opening & { readonly open: false },
  { now, locale, settings }: { readonly now: number; readonly locale: string; readonly settings: ClosedSettings },
): SpeakParameters {
  const tag = spokenTag(locale, settings);
  const { opens, over } = settings.texts[tag] ?? builtIn[tag] ?? (builtIn.en as { opens: string; over: string });
  const { hours } = listing;
  const text = opening.opens === undefined ? (hours?.after ?? over) : (hours?.before ?? opens);
  const instant = opening.opens ?? opening.closed ?? now;
  const title = listing.title ?? untitled[tag.split("-")[0] ?? "en"] ?? "This meeting";
  const time = spokenTime(instant, { now, locale: tag, timeZone: hours?.timeZone ?? "UTC" });
  return {
    // In one pass, so that a title with a brace in it stays as it is.
    Text: text.replace(/\{(title|time)\}/g, (_, name) => (name === "title" ? title : time)).slice(0, 1000),
    ...(settings.voices[locale] ?? settings.voices[languageOf(locale)] ?? settings.voices.default),
  };
}

/** A time as it is said: with the day of the week, with the date where that is a week away, and with the zone. */
function spokenTime(
  instant: number,
  { now, locale, timeZone }: { readonly now: number; readonly locale: string; readonly timeZone: string },
): string {
  const near = Math.abs(instant - now) < weekMs;
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

// A language that has no sentence gets the English one, and with it English days and times.
const spokenTag = (locale: string, { texts: given }: ClosedSettings): string =>
  [locale, languageOf(locale)].find((tag) => tag in given || tag in builtIn) === undefined
    ? "en"
    : ([locale, languageOf(locale)].find((tag) => tag in given || tag in builtIn) ?? "en");

const languageOf = (locale: string): string => locale.split("-")[0] ?? locale;
