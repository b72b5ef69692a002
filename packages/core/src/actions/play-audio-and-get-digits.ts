import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { belowFewest, digits, digitsEcho, notBelowFewest, receivedDigits } from "./digits.js";
import { leg, legEcho, s3Audio, s3AudioEcho } from "./parameters.js";

export const collectDigitsDefinition = defineAction({
  type: "PlayAudioAndGetDigits",
  page: "play-audio-get-digits",
  reports: true,
  answers: true,
  request: once(() =>
    z
      .strictObject({
        ...leg(),
        /** The prompt; a digit stops it. */
        AudioSource: s3Audio(),
        /** Played after each try that fails. */
        FailureAudioSource: s3Audio(),
        ...digits(),
      })
      .check(z.refine(notBelowFewest, belowFewest)),
  ),
  echo: once(() =>
    z.looseObject({
      ...legEcho(),
      AudioSource: z.optional(s3AudioEcho()),
      FailureAudioSource: z.optional(s3AudioEcho()),
      ...digitsEcho(),
    }),
  ),
  result: receivedDigits,
});

export type PlayAudioAndGetDigitsParameters = ParametersOf<typeof collectDigitsDefinition>;
export type PlayAudioAndGetDigits = ActionOf<typeof collectDigitsDefinition>;

/**
 * Plays a prompt and collects digits; reports `ReceivedDigits`, or fails with `InvalidDigitsReceived` after the last try.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/play-audio-get-digits.html
 */
export const collectDigits = (Parameters: PlayAudioAndGetDigitsParameters): PlayAudioAndGetDigits => ({
  Type: "PlayAudioAndGetDigits",
  Parameters,
});
