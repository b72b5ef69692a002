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
  type Said,
  speak,
  speakAndCollectDigits,
  token,
  withPrompts,
} from "@switchhook/core";
import type { AudioS3Options, Prompt } from "../options.js";
import { type Definition, findDefinition, voiceFor } from "./definitions.js";
import { fillIn } from "./placeholders.js";
import type { Voice } from "./voices.js";

export const AudioS3Settings = token<AudioS3Options>("AudioS3Settings");

interface Speech extends Voice {
  readonly Text: string;
  readonly TextType?: "ssml";
}

interface Found {
  readonly speech: Speech;
  readonly audio: { readonly Type: "S3"; readonly BucketName: string; readonly Key: string } | undefined;
  /** Prompts that can be played once more by these names alone. */
  readonly names: readonly string[];
}

/** Prompts of one call: from S3 in the call's locale; spoken where there is no audio, or where it is broken. */
@injectable()
export class S3PromptStore implements PromptStore {
  constructor(
    @inject(AudioS3Settings) private readonly options: AudioS3Options,
    @inject(CurrentCall) private readonly call: Pick<Call, "locale" | "brokenPrompts">,
  ) {}

  play(said: Said): Action {
    const { audio, speech, names } = this.#find(said);
    return withPrompts(audio ? playAudio({ AudioSource: audio }) : speak(speech), names);
  }

  collect(said: Said, invalid: Said, digits: DigitsWanted): Action {
    const asked = this.#find(said);
    const again = this.#find(invalid);
    const wanted = digitParameters(digits);
    // One action plays both, so one broken file is enough to speak both.
    const action =
      asked.audio && again.audio
        ? collectDigits({ AudioSource: asked.audio, FailureAudioSource: again.audio, ...wanted })
        : speakAndCollectDigits({
            SpeechParameters: asked.speech,
            FailureSpeechParameters: again.speech,
            ...wanted,
          });
    return withPrompts(action, [...asked.names, ...again.names]);
  }

  #find(said: Said): Found {
    if (typeof said !== "string" && "text" in said) {
      const voice = voiceFor(this.options, this.call.locale);
      return { speech: { Text: said.text, ...voice }, audio: undefined, names: [] };
    }
    const name = typeof said === "string" ? said : said.prompt;
    const { prompt, voice } = this.#defined(name);
    const values = typeof said === "string" ? {} : said.values;
    const ssml = prompt.ssml !== undefined;
    const Text = fillIn(name, { text: prompt.ssml ?? prompt.text, ssml }, values);
    return {
      speech: { Text, ...(ssml && { TextType: "ssml" }), ...voice },
      audio: this.#audio(name, prompt),
      // Values are known now only, so what has them cannot be played once more by its name.
      names: typeof said === "string" ? [name] : [],
    };
  }

  #audio(name: string, { wav }: Prompt): Found["audio"] {
    const { bucket } = this.options;
    if (wav === undefined || bucket === undefined || this.call.brokenPrompts.includes(name)) return undefined;
    return { Type: "S3", BucketName: bucket, Key: wav };
  }

  #defined(name: string): Definition {
    const found = findDefinition(this.options, name, this.call.locale);
    if (found) return found;
    throw new IvrError("IVR_OPTIONS_INVALID", `there is no prompt "${name}"`, {
      plugin: "audio-s3",
      hint: "Define it in `prompts` of audioS3(), and list it in `prompts` of the plugin that plays it, so that this shows at build.",
    });
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
  RepeatDurationInMilliseconds: attemptMs,
  ...(regex !== undefined && { InputDigitsRegex: regex }),
  ...(min !== undefined && { MinNumberOfDigits: min }),
  ...(max !== undefined && { MaxNumberOfDigits: max }),
  ...(terminators !== undefined && { TerminatorDigits: [...terminators] }),
  ...(betweenDigitsMs !== undefined && { InBetweenDigitsDurationInMilliseconds: betweenDigitsMs }),
  ...(tries !== undefined && { Repeat: tries }),
});
