import {
  type Action,
  type Call,
  CurrentCall,
  collectDigits,
  type DigitsWanted,
  IvrError,
  inject,
  injectable,
  type PromptStore,
  playAudio,
  speak,
  speakAndCollectDigits,
  token,
  withPrompts,
} from "@switchhook/core";
import type { AudioS3Options, Prompt, Voice } from "./options.js";

export const AudioS3Settings = token<AudioS3Options>("AudioS3Settings");

interface Found extends Prompt {
  readonly voice: Voice;
}

/** Prompts of one call: from S3 in the call's locale; spoken where there is no audio, or where it is broken. */
@injectable()
export class S3PromptStore implements PromptStore {
  constructor(
    @inject(AudioS3Settings) private readonly options: AudioS3Options,
    @inject(CurrentCall) private readonly call: Pick<Call, "locale" | "brokenPrompts">,
  ) {}

  play(prompt: string): Action {
    const found = this.#find(prompt);
    const audio = this.#audio(prompt, found);
    return withPrompts(
      audio ? playAudio({ AudioSource: audio }) : speak({ Text: found.text, ...found.voice }),
      [prompt],
    );
  }

  collect(prompt: string, invalid: string, digits: DigitsWanted): Action {
    const asked = this.#find(prompt);
    const again = this.#find(invalid);
    const AudioSource = this.#audio(prompt, asked);
    const FailureAudioSource = this.#audio(invalid, again);
    const wanted = digitParameters(digits);
    // One action plays both, so one broken file is enough to speak both.
    const action =
      AudioSource && FailureAudioSource
        ? collectDigits({ AudioSource, FailureAudioSource, ...wanted })
        : speakAndCollectDigits({
            SpeechParameters: { Text: asked.text, ...asked.voice },
            FailureSpeechParameters: { Text: again.text, ...again.voice },
            ...wanted,
          });
    return withPrompts(action, [prompt, invalid]);
  }

  #audio(name: string, { wav }: Prompt) {
    const { bucket } = this.options;
    if (wav === undefined || bucket === undefined || this.call.brokenPrompts.includes(name)) return undefined;
    return { Type: "S3" as const, BucketName: bucket, Key: wav };
  }

  #find(name: string): Found {
    const { prompts, locales = {}, voices = {} } = this.options;
    const { locale } = this.call;
    for (const tag of [locale, locale.split("-")[0] ?? locale]) {
      const prompt = locales[tag]?.[name];
      if (prompt) return { ...prompt, voice: voices[locale] ?? voices[tag] ?? {} };
    }
    const prompt = prompts[name];
    if (!prompt) {
      throw new IvrError("IVR_OPTIONS_INVALID", `there is no prompt "${name}"`, {
        plugin: "audio-s3",
        hint: "Define it in `prompts` of audioS3(), and list it in `prompts` of the plugin that plays it, so that this shows at build.",
      });
    }
    return { ...prompt, voice: voices.default ?? {} };
  }
}

const digitParameters = ({
  min,
  max,
  terminators,
  betweenDigitsMs,
  attemptMs,
  tries,
  regex,
}: DigitsWanted) => ({
  ...(regex !== undefined && { InputDigitsRegex: regex }),
  ...(min !== undefined && { MinNumberOfDigits: min }),
  ...(max !== undefined && { MaxNumberOfDigits: max }),
  ...(terminators !== undefined && { TerminatorDigits: [...terminators] }),
  ...(betweenDigitsMs !== undefined && { InBetweenDigitsDurationInMilliseconds: betweenDigitsMs }),
  ...(tries !== undefined && { Repeat: tries }),
  RepeatDurationInMilliseconds: attemptMs,
});
