import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { isRegex, receivedDigits } from "./digits.js";
import { count, leg, legEcho, numeric } from "./parameters.js";

export const receiveDigitsDefinition = defineAction({
  type: "ReceiveDigits",
  page: "listen-to-digits",
  request: once(() =>
    z
      .strictObject({
        ...leg(),
        /** What the digits must look like to be reported. */
        InputDigitsRegex: z.string().check(z.minLength(1), z.refine(isRegex, "must be a regular expression")),
        /** Milliseconds after a digit until the digits are tested, over 0. */
        InBetweenDigitsDurationInMilliseconds: count(1),
        /** Milliseconds from the first digit until digits that do not fit are dropped; over the time between digits. */
        FlushDigitsDurationInMilliseconds: count(1),
      })
      .check(
        // The page's text to this error has it the wrong way round (7.1 #15).
        z.refine(
          (given) => given.FlushDigitsDurationInMilliseconds > given.InBetweenDigitsDurationInMilliseconds,
          {
            path: ["FlushDigitsDurationInMilliseconds"],
            message: "must be greater than InBetweenDigitsDurationInMilliseconds",
          },
        ),
      ),
  ),
  echo: once(() =>
    z.looseObject({
      ...legEcho(),
      InputDigitsRegex: z.optional(z.string()),
      InBetweenDigitsDurationInMilliseconds: z.optional(numeric()),
      FlushDigitsDurationInMilliseconds: z.optional(numeric()),
    }),
  ),
  result: receivedDigits,
});

export type ReceiveDigitsParameters = ParametersOf<typeof receiveDigitsDefinition>;
export type ReceiveDigits = ActionOf<typeof receiveDigitsDefinition>;

/**
 * Listens for digits in the background, also during a meeting; each match is a DIGITS_RECEIVED.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/listen-to-digits.html
 */
export const receiveDigits = (Parameters: ReceiveDigitsParameters): ReceiveDigits => ({
  Type: "ReceiveDigits",
  Parameters,
});
