import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { countOrText, keys, keysEcho, leg, legEcho, numeric, s3Audio, s3AudioEcho } from "./parameters.js";

export const playAudioDefinition = defineAction({
  type: "PlayAudio",
  page: "play-audio",
  interruptible: true,
  answers: true,
  request: once(() =>
    z.strictObject({
      ...leg(),
      /** A WAV file: uncompressed PCM, at most 50 MB, content type exactly `audio/wav`. */
      AudioSource: s3Audio(),
      /** Keys that stop it, repeats included; which one is not reported. Default: none. */
      PlaybackTerminators: z.optional(keys()),
      /** Times it is played, at least 1; default 1. */
      Repeat: z.optional(countOrText(1)),
    }),
  ),
  echo: once(() =>
    z.looseObject({
      ...legEcho(),
      AudioSource: z.optional(s3AudioEcho()),
      PlaybackTerminators: z.optional(keysEcho()),
      Repeat: z.optional(numeric()),
    }),
  ),
});

export type PlayAudioParameters = ParametersOf<typeof playAudioDefinition>;
export type PlayAudio = ActionOf<typeof playAudioDefinition>;

/**
 * Plays a WAV file from S3 to a leg, once or `Repeat` times; answers a call that is not answered yet.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/play-audio.html
 */
export const playAudio = (Parameters: PlayAudioParameters): PlayAudio => ({
  Type: "PlayAudio",
  Parameters,
});
