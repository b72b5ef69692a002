import { didYouMean } from "../engine/did-you-mean.js";
import type { SpokenSound } from "../engine/trace.js";

/** A voice of Polly, and what stands for it here. */
export interface Voice {
  readonly id: string;
  readonly language: string;
  readonly gender: "female" | "male";
  /** A voice of espeak-ng with a variant, as `en-us+f3`. */
  readonly espeak: string;
}

// Language, the language of espeak-ng, female voices, male voices.
const table: readonly (readonly [language: string, espeak: string, female: string, male: string])[] = [
  [
    "en-US",
    "en-us",
    "Joanna Ivy Kendra Kimberly Salli Danielle Ruth Tiffany",
    "Matthew Joey Justin Kevin Gregory Stephen",
  ],
  ["ar-AE", "ar", "Hala", "Zayd"],
  ["arb", "ar", "Zeina", ""],
  ["ca-ES", "ca", "Arlet", ""],
  ["cmn-CN", "cmn", "Zhiyu", ""],
  ["cs-CZ", "cs", "Jitka", ""],
  ["cy-GB", "cy", "Gwyneth", ""],
  ["da-DK", "da", "Naja Sofie", "Mads"],
  ["de-AT", "de", "Hannah", ""],
  ["de-CH", "de", "Sabrina", ""],
  ["de-DE", "de", "Vicki Marlene", "Hans Daniel Lennart"],
  ["en-AU", "en-gb", "Nicole Olivia", "Russell"],
  ["en-GB", "en-gb", "Amy Emma", "Brian Arthur"],
  ["en-GB-WLS", "en-gb", "", "Geraint"],
  ["en-IE", "en-gb", "Niamh", ""],
  ["en-IN", "en-gb", "Aditi Raveena Kajal", ""],
  ["en-NZ", "en-gb", "Aria", ""],
  ["en-SG", "en-gb", "Jasmine", ""],
  ["en-ZA", "en-gb", "Ayanda", ""],
  ["es-ES", "es", "Lucia Conchita", "Enrique Sergio"],
  ["es-MX", "es-419", "Mia", "Andres"],
  ["es-US", "es-419", "Lupe Penelope", "Miguel Pedro"],
  ["fi-FI", "fi", "Suvi", ""],
  ["fr-BE", "fr-be", "Isabelle", ""],
  ["fr-CA", "fr-fr", "Chantal Gabrielle", "Liam"],
  ["fr-FR", "fr-fr", "Lea Celine Ambre", "Mathieu Remi Florian"],
  ["hi-IN", "hi", "", ""],
  ["is-IS", "is", "Dora", "Karl"],
  ["it-IT", "it", "Bianca Carla Beatrice", "Giorgio Adriano Lorenzo"],
  ["ja-JP", "ja", "Mizuki Kazuha Tomoko", "Takumi"],
  ["ko-KR", "ko", "Seoyeon Jihye", ""],
  ["nb-NO", "nb", "Liv Ida", ""],
  ["nl-BE", "nl", "Lisa", ""],
  ["nl-NL", "nl", "Lotte Laura", "Ruben"],
  ["pl-PL", "pl", "Ewa Maja Ola", "Jacek Jan"],
  ["pt-BR", "pt-br", "Camila Vitoria", "Ricardo Thiago"],
  ["pt-PT", "pt", "Ines", "Cristiano"],
  ["ro-RO", "ro", "Carmen", ""],
  ["ru-RU", "ru", "Tatyana", "Maxim"],
  ["sv-SE", "sv", "Astrid Elin", ""],
  ["tr-TR", "tr", "Filiz Burcu", ""],
  ["yue-CN", "yue", "Hiujin", ""],
];

/** Voices of a second language: the only ones for which LanguageCode matters (wire.md 3.4). */
const bilingual: Readonly<Record<string, readonly string[]>> = {
  Aditi: ["en-IN", "hi-IN"],
  Kajal: ["en-IN", "hi-IN"],
};

/** Voices that the standard engine, which is the default, does not have. */
const notStandard = new Set(
  (
    "Hala Zayd Lisa Arlet Jitka Hiujin Sofie Laura Olivia Arthur Niamh Aria Jasmine Ayanda Kajal Danielle Gregory " +
    "Ruth Stephen Tiffany Suvi Isabelle Remi Ambre Florian Gabrielle Liam Hannah Daniel Lennart Sabrina Adriano " +
    "Beatrice Lorenzo Kazuha Tomoko Jihye Ida Ola Thiago Sergio Andres Pedro Elin Burcu"
  ).split(" "),
);

// The third variants are the clearest; others only tell the voices of a language apart.
const variants = [3, 2, 4, 1, 5, 2, 4, 1];

const espeakOf = new Map(table.map(([language, espeak]) => [language, espeak]));

const namesIn = (names: string) => names.split(" ").filter((name) => name !== "");

const voices = new Map<string, Voice>(
  table.flatMap(([language, espeak, female, male]) =>
    (
      [
        ["female", female],
        ["male", male],
      ] as const
    ).flatMap(([gender, names]) =>
      namesIn(names).map((id, index): [string, Voice] => [
        id,
        {
          id,
          language,
          gender,
          espeak: `${espeak}+${gender === "female" ? "f" : "m"}${variants[index] ?? 3}`,
        },
      ]),
    ),
  ),
);

const defaultVoice: Voice = { id: "Joanna", language: "en-US", gender: "female", espeak: "en-us+f3" };

/** The voice that speaks a sound, and a warning when the service would not take it. */
export function voiceOf({
  voiceId = defaultVoice.id,
  languageCode,
  engine = "standard",
}: Spoken): ChosenVoice {
  const voice = voices.get(voiceId);
  if (!voice) {
    const meant = didYouMean(voiceId, [...voices.keys()]);
    const instead = firstVoiceOf(languageCode) ?? defaultVoice;
    const hint = meant ? `did you mean ${meant}?` : "see the voices of Amazon Polly";
    return {
      voice: instead,
      warning: `VoiceId "${voiceId}" is no voice of Polly, so ${instead.id} speaks; ${hint}`,
    };
  }
  const warning =
    engine === "standard" && notStandard.has(voiceId)
      ? {
          warning: `${voiceId} is no voice of the standard engine, which is the default: set Engine to "neural"`,
        }
      : {};
  const other =
    languageCode !== undefined && bilingual[voiceId]?.includes(languageCode) ? languageCode : undefined;
  return { voice: other ? inLanguage(voice, other) : voice, ...warning };
}

type Spoken = Pick<SpokenSound, "voiceId" | "languageCode" | "engine">;

interface ChosenVoice {
  readonly voice: Voice;
  readonly warning?: string;
}

/** The language in which a sound is spoken, such as `en-US`. */
export const languageOf = (sound: Spoken): string => voiceOf(sound).voice.language;

const firstVoiceOf = (language: string | undefined): Voice | undefined =>
  [...voices.values()].find((voice) => voice.language === language);

/** The same voice, speaking another language; itself, when espeak-ng does not know that. */
export function inLanguage(voice: Voice, language: string): Voice {
  const espeak = espeakOf.get(language) ?? espeakOfLanguage(language);
  return espeak
    ? { ...voice, language, espeak: espeak + voice.espeak.slice(voice.espeak.indexOf("+")) }
    : voice;
}

/** `fr` is as good as `fr-FR`. */
const espeakOfLanguage = (language: string): string | undefined => {
  const [base = ""] = language.split("-");
  const home = espeakOf.get(`${base}-${base.toUpperCase()}`);
  return home ?? table.find(([known]) => known.split("-")[0] === base)?.[1];
};
