import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { belowFewest, digits, digitsEcho, notBelowFewest, receivedDigits } from "./digits.js";
import { leg, legEcho } from "./parameters.js";
import { speechEcho, text, voice } from "./speech.js";

export const speakAndCollectDigitsDefinition = defineAction({
  type: "SpeakAndGetDigits",
  page: "speak-and-get-digits",
  reports: true,
  answers: true,
  callId: "required",
  request: once(() =>
    z
      .strictObject({
        ...leg(),
        /** The prompt; a digit stops it. */
        SpeechParameters: z.strictObject({ Text: text(), ...voice() }),
        /** Said after each try that fails; the voice defaults to that of the prompt. */
        FailureSpeechParameters: z.strictObject({ Text: text(), ...voice() }),
        ...digits(),
      })
      .check(z.refine(notBelowFewest, belowFewest)),
  ),
  echo: once(() =>
    z.looseObject({
      ...legEcho(),
      SpeechParameters: z.optional(z.looseObject(speechEcho())),
      FailureSpeechParameters: z.optional(z.looseObject(speechEcho())),
      ...digitsEcho(),
    }),
  ),
  result: receivedDigits,
});

export type SpeakAndGetDigitsParameters = ParametersOf<typeof speakAndCollectDigitsDefinition>;
export type SpeakAndGetDigits = ActionOf<typeof speakAndCollectDigitsDefinition>;

/**
 * Says a prompt and collects digits, as `collectDigits` does with audio.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/speak-and-get-digits.html
 */
export const speakAndCollectDigits = (Parameters: SpeakAndGetDigitsParameters): SpeakAndGetDigits => ({
  Type: "SpeakAndGetDigits",
  Parameters,
});
