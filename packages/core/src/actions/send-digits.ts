import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { count, leg, legEcho, numeric } from "./parameters.js";

export const sendDigitsDefinition = defineAction({
  type: "SendDigits",
  page: "send-digits",
  callId: "required",
  request: once(() =>
    z.strictObject({
      ...leg(),
      /** 1 to 50 of `0-9 * # A-D` and `,`, which is half a second of silence. */
      Digits: z.string().check(z.regex(/^[0-9*#A-D,]{1,50}$/, "must be 1 to 50 of 0-9 * # A-D and ,")),
      /** Milliseconds of a tone, 50 to 24,000; default 250. */
      ToneDurationInMilliseconds: z.optional(count(50, 24_000)),
    }),
  ),
  echo: once(() =>
    z.looseObject({
      ...legEcho(),
      Digits: z.optional(z.string()),
      ToneDurationInMilliseconds: z.optional(numeric()),
    }),
  ),
});

export type SendDigitsParameters = ParametersOf<typeof sendDigitsDefinition>;
export type SendDigits = ActionOf<typeof sendDigitsDefinition>;

/**
 * Sends tones to a leg.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/send-digits.html
 */
export const sendDigits = (Parameters: SendDigitsParameters): SendDigits => ({
  Type: "SendDigits",
  Parameters,
});
