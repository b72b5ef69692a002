import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { leg, legEcho } from "./parameters.js";
import { speechEcho, text, voice } from "./speech.js";

export const speakDefinition = defineAction({
  type: "Speak",
  page: "speak",
  answers: true,
  callId: "required",
  request: once(() =>
    z.strictObject({
      ...leg(),
      /** What is said, 1 to 1,000 characters. */
      Text: text(),
      ...voice(),
    }),
  ),
  echo: once(() => z.looseObject({ ...legEcho(), ...speechEcho() })),
});

export type SpeakParameters = ParametersOf<typeof speakDefinition>;
export type Speak = ActionOf<typeof speakDefinition>;

/**
 * Says a text of at most 1,000 characters with Amazon Polly; no key stops it.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/speak.html
 */
export const speak = (Parameters: SpeakParameters): Speak => ({
  Type: "Speak",
  Parameters,
});
