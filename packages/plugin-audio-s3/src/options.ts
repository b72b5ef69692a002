import { bucketName, languageTag, parseOptions, promptName, speechParts } from "@switchhook/core";
import * as z from "zod/mini";
import { placeholdersIn } from "./store/placeholders.js";
import { languageOf, standardVoice, type Voice } from "./store/voices.js";

const mostText = 5000;
const mostSpoken = 1000;

const voice = z.strictObject({
  VoiceId: z.optional(z.string().check(z.minLength(1))),
  Engine: z.optional(z.enum(["standard", "neural"])),
  LanguageCode: z.optional(z.string().check(z.minLength(2))),
});

const text = z.string().check(z.minLength(1), z.maxLength(mostText));
// Tools take it for a path below the folder of the prompts.
const wavKey = z
  .string()
  .check(
    z.maxLength(1024),
    z.regex(
      /^(?!.*(?:^|\/)\.{0,2}(?:\/|$))[^\p{Cc}]+$/u,
      "must be names joined by /, that neither begin nor end with / and are not . or ..",
    ),
  );

const prompt = z
  .strictObject({
    text: z.optional(text),
    ssml: z.optional(
      text.check(
        z.regex(/^\s*<speak\b[^>]*>[\s\S]*<\/speak>\s*$/, "must be SSML, from <speak> to </speak>"),
        z.refine(
          (ssml) => speechParts(ssml, "ssml").every((part) => part.length <= mostSpoken),
          "must have no element of more than 1,000 characters: that can neither be said at once nor cut",
        ),
      ),
    ),
    wav: z.optional(wavKey),
    voice: z.optional(voice),
  })
  .check(
    z.superRefine(({ text, ssml, wav }, context) => {
      if ((text === undefined) === (ssml === undefined))
        context.addIssue({ code: "custom", message: "must have a text or ssml, and not both" });
      const names = placeholdersIn(text ?? ssml ?? "");
      if (wav !== undefined && names.length > 0)
        context.addIssue({
          code: "custom",
          path: ["wav"],
          message: `must not be given, for no file can say the values of ${names.join(", ")}`,
        });
    }),
  );

const prompts = z.record(promptName(), prompt);

const eachOption = z.strictObject({
  bucket: z.optional(bucketName()),
  prompts,
  locale: z.optional(languageTag()),
  locales: z.optional(z.record(languageTag(), prompts)),
  voices: z.optional(z.record(z.union([z.literal("default"), languageTag()]), voice)),
});
const optionsSchema = eachOption.check(z.superRefine(whole));

interface PromptBase {
  /** Key of its WAV file in the bucket, 1 to 1,024 characters; without it the prompt is spoken. */
  readonly wav?: string | undefined;
  /** In place of the locale's voice. */
  readonly voice?: Voice | undefined;
}

/**
 * A prompt: what it says, as `text` or as `ssml`, 1 to 5,000 characters, and its WAV file, if there is one. What stands in
 * braces, `{name}`, is filled in when it is played.
 */
export type Prompt = PromptBase &
  (
    | { readonly text: string; readonly ssml?: undefined }
    | { readonly ssml: string; readonly text?: undefined }
  );

export interface AudioS3Options {
  /** The bucket of the WAV files, in the account of the SIP media application; without it everything is spoken. */
  readonly bucket?: string | undefined;
  /** The prompts by name. What they say is heard when there is no `wav`, or when that cannot be played. */
  readonly prompts: Readonly<Record<string, Prompt>>;
  /** The language tag of `prompts`; default `en-US`. */
  readonly locale?: string | undefined;
  /** Prompts in other locales, by language tag; `es` also serves `es-MX`. What is missing there comes from `prompts`. */
  readonly locales?: Readonly<Record<string, Readonly<Record<string, Prompt>>>> | undefined;
  /** Voices by language tag, and `default` for `prompts`; default: a standard voice that speaks the language. */
  readonly voices?: Readonly<Record<string, Voice>> | undefined;
}

/** A moment of silence, which every IVR has: what is played where the service wants something to be played. */
const silence: Prompt = { ssml: '<speak><break time="100ms"/></speak>' };

export function parseAudioS3Options(options: AudioS3Options): AudioS3Options {
  const parsed = parseOptions("audio-s3", optionsSchema, options) as AudioS3Options;
  return { ...parsed, prompts: { silence, ...parsed.prompts } };
}

function whole(options: z.output<typeof eachOption>, context: z.core.$RefinementCtx): void {
  const { bucket, prompts, locale, locales = {}, voices = {} } = options;
  const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
  const needsVoice = (tag: string) => {
    if (!voices[tag] && !voices[languageOf(tag)] && !standardVoice(tag))
      refuse(["voices", tag], "must be given: no standard voice is known that speaks it");
  };
  const all = [prompts, ...Object.values(locales)];
  if (bucket === undefined && all.some((set) => Object.values(set).some(({ wav }) => wav)))
    refuse(["bucket"], "must be given when a prompt has a wav");
  if (locale !== undefined && !voices.default) needsVoice(locale);
  for (const [tag, set] of Object.entries(locales)) {
    for (const name of Object.keys(set)) {
      if (!Object.hasOwn(prompts, name) && name !== "silence")
        refuse(["locales", tag, name], "must be in `prompts` as well, for callers with another locale");
    }
    needsVoice(tag);
  }
}
