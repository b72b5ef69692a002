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

/** A prompt in a locale: its own, else that of its language, else that of `prompts`. */
export function findDefinition(
  options: AudioS3Options,
  name: string,
  locale: string,
): Definition | undefined {
  const { prompts, locales = {} } = options;
  for (const tag of [locale, languageOf(locale)]) {
    const prompt = own(own(locales, tag), name);
    if (prompt) return { name, tag, prompt, voice: prompt.voice ?? voiceFor(options, locale) };
  }
  const prompt = own(prompts, name);
  return prompt && { name, tag: "default", prompt, voice: prompt.voice ?? options.voices?.default ?? {} };
}

/** Every prompt, in every locale that it is defined for. */
export const allDefinitions = (options: AudioS3Options): readonly Definition[] => [
  ...Object.entries(options.prompts).map(([name, prompt]) => ({
    name,
    tag: "default",
    prompt,
    voice: prompt.voice ?? options.voices?.default ?? {},
  })),
  ...Object.entries(options.locales ?? {}).flatMap(([tag, prompts]) =>
    Object.entries(prompts).map(([name, prompt]) => ({
      name,
      tag,
      prompt,
      voice: prompt.voice ?? voiceFor(options, tag),
    })),
  ),
];

/** The voice of a locale: its own, its language's, or one that speaks the language where it has prompts at all. */
export function voiceFor({ locales = {}, voices = {} }: AudioS3Options, locale: string): Voice {
  const language = languageOf(locale);
  const given = own(voices, locale) ?? own(voices, language);
  if (given) return given;
  const speaks = Object.hasOwn(locales, locale) || Object.hasOwn(locales, language);
  return (speaks ? standardVoice(locale) : undefined) ?? voices.default ?? {};
}

// A locale may come from a SIP header, and `constructor` is a language tag as well.
const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;
