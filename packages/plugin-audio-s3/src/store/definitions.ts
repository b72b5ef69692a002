import type { AudioS3Options, Prompt } from "../options.js";
import { languageOf, standardVoice, type Voice } from "./voices.js";

/** A prompt as it is defined for one locale. */
export interface Definition {
  readonly name: string;
  /** The tag that it is defined under; `default` for `prompts`. */
  readonly tag: string;
  readonly prompt: Prompt;
  readonly voice: Voice;
}

/**
 * A prompt in a locale: its own, else that of its language, else that of `prompts`. `NAME.TAG` is the prompt NAME in
 * the locale TAG, whatever the locale of the call is.
 */
export function findDefinition(
  options: AudioS3Options,
  name: string,
  locale: string,
): Definition | undefined {
  const other = own(options.prompts, name) ? undefined : inOtherLocale(name);
  return other
    ? localDefinition(options, other.name, other.tag)
    : (localized(options, name, locale) ?? defaultDefinition(options, name));
}

/** Every prompt, in every locale that it is defined for. */
export const allDefinitions = (options: AudioS3Options): readonly Definition[] => [
  ...Object.keys(options.prompts).flatMap((name) => defaultDefinition(options, name) ?? []),
  ...Object.entries(options.locales ?? {}).flatMap(([tag, prompts]) =>
    Object.keys(prompts).flatMap((name) => localized(options, name, tag) ?? []),
  ),
];

/** The voice of a locale: its own, its language's, or one that speaks the language where it has prompts at all. */
export function voiceFor(options: AudioS3Options, locale: string): Voice {
  const { locales = {}, voices = {} } = options;
  const language = languageOf(locale);
  const given = own(voices, locale) ?? own(voices, language);
  if (given) return given;
  const speaks = Object.hasOwn(locales, locale) || Object.hasOwn(locales, language);
  return (speaks ? standardVoice(locale) : undefined) ?? defaultVoice(options);
}

function inOtherLocale(name: string): { readonly name: string; readonly tag: string } | undefined {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? undefined : { name: name.slice(0, dot), tag: name.slice(dot + 1) };
}

/** A prompt that says it in this language, for sure. */
const localDefinition = (options: AudioS3Options, name: string, tag: string): Definition | undefined =>
  localized(options, name, tag) ??
  (languageOf(tag) === languageOf(options.locale ?? "en-US") ? defaultDefinition(options, name) : undefined);

function localized(options: AudioS3Options, name: string, locale: string): Definition | undefined {
  for (const tag of [locale, languageOf(locale)]) {
    const prompt = own(own(options.locales, tag), name);
    if (prompt) return { name, tag, prompt, voice: prompt.voice ?? voiceFor(options, locale) };
  }
  return undefined;
}

function defaultDefinition(options: AudioS3Options, name: string): Definition | undefined {
  const prompt = own(options.prompts, name);
  return prompt && { name, tag: "default", prompt, voice: prompt.voice ?? defaultVoice(options) };
}

function defaultVoice({ voices = {}, locale }: Pick<AudioS3Options, "voices" | "locale">): Voice {
  if (voices.default || locale === undefined) return voices.default ?? {};
  return own(voices, locale) ?? own(voices, languageOf(locale)) ?? standardVoice(locale) ?? {};
}

// A locale may come from a SIP header, and `constructor` is a language tag as well.
const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;
