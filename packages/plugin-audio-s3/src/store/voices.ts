/** How Amazon Polly speaks; without a voice it is the service's default, Joanna. */
export interface Voice {
  /** A voice of Amazon Polly; default `Joanna`. */
  readonly VoiceId?: string | undefined;
  /** Polly's engine; default `standard`. */
  readonly Engine?: "standard" | "neural" | undefined;
  /** Only of use with a bilingual voice; default: the voice's own language. */
  readonly LanguageCode?: string | undefined;
}

// The standard engine has each of these; a language by itself has the first that begins with it.
const standardVoices: Readonly<Record<string, string>> = {
  "en-US": "Joanna",
  "en-GB": "Amy",
  "en-AU": "Nicole",
  "en-IN": "Raveena",
  "es-US": "Lupe",
  "es-ES": "Lucia",
  "es-MX": "Mia",
  "pt-BR": "Camila",
  "pt-PT": "Ines",
  "fr-FR": "Lea",
  "fr-CA": "Chantal",
  "de-DE": "Vicki",
  "it-IT": "Bianca",
  "nl-NL": "Lotte",
  "pl-PL": "Ewa",
  "ja-JP": "Mizuki",
  "ko-KR": "Seoyeon",
  "cmn-CN": "Zhiyu",
  "hi-IN": "Aditi",
  "da-DK": "Naja",
  "nb-NO": "Liv",
  "sv-SE": "Astrid",
  "is-IS": "Dora",
  "cy-GB": "Gwyneth",
  "ro-RO": "Carmen",
  "ru-RU": "Tatyana",
  "tr-TR": "Filiz",
};

/** The language of a tag: `es` of `es-US`. */
export const languageOf = (tag: string): string => tag.split("-")[0] ?? tag;

/** A voice that speaks the language, of the standard engine; undefined where Polly has none. */
export function standardVoice(tag: string): Voice | undefined {
  const language = languageOf(tag);
  const VoiceId =
    standardVoices[tag] ??
    Object.entries(standardVoices).find(([locale]) => languageOf(locale) === language)?.[1];
  return VoiceId === undefined ? undefined : { VoiceId };
}
