import { bucketName, languageTag, parseOptions, promptName } from "@switchhook/core";
import * as z from "zod";

const prompt = z.strictObject({
  text: z.string().min(1).max(1000),
  wav: z.string().min(1).max(1024).optional(),
});

const prompts = z.record(promptName(), prompt);

const voice = z.strictObject({
  VoiceId: z.string().min(1).optional(),
  Engine: z.enum(["standard", "neural"]).optional(),
  LanguageCode: z.string().min(2).optional(),
});

const optionsSchema = z.strictObject({
  bucket: bucketName().optional(),
  prompts,
  locales: z.record(languageTag(), prompts).optional(),
  voices: z.record(z.union([z.literal("default"), languageTag()]), voice).optional(),
});

/** A prompt: its text, at most 1,000 characters, and the key of its WAV file, if there is one. */
export type Prompt = z.infer<typeof prompt>;
/** How Amazon Polly speaks; without a voice it is the service's default, Joanna. */
export type Voice = z.infer<typeof voice>;

export interface AudioS3Options {
  /** The bucket of the WAV files, in the account of the SIP media application; without it everything is spoken. */
  readonly bucket?: string | undefined;
  /** The prompts by name. `text` is what is said when there is no `wav`, or when that cannot be played. */
  readonly prompts: Readonly<Record<string, Prompt>>;
  /** Prompts in other locales, by language tag; `es` also serves `es-MX`. What is missing there comes from `prompts`. */
  readonly locales?: Readonly<Record<string, Readonly<Record<string, Prompt>>>> | undefined;
  /** Voices by language tag, and `default` for `prompts`. */
  readonly voices?: Readonly<Record<string, Voice>> | undefined;
}

export function parseAudioS3Options(options: AudioS3Options): AudioS3Options {
  const parsed = parseOptions("audio-s3", optionsSchema.superRefine(wavsNeedABucket), options);
  return parsed;
}

function wavsNeedABucket(options: z.output<typeof optionsSchema>, context: z.RefinementCtx): void {
  const all = [options.prompts, ...Object.values(options.locales ?? {})];
  if (options.bucket !== undefined || !all.some((set) => Object.values(set).some(({ wav }) => wav))) return;
  context.addIssue({ code: "custom", path: ["bucket"], message: "must be given when a prompt has a wav" });
}
