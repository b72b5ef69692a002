import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { countOrText, leg, legEcho, numeric } from "./parameters.js";

export const pauseDefinition = defineAction({
  type: "Pause",
  page: "pause",
  interruptible: true,
  request: once(() =>
    z.strictObject({
      ...leg(),
      /** Milliseconds, 100 to 30,000: the page says over 0, its error table has these bounds (7.1 #12). */
      DurationInMilliseconds: countOrText(100, 30_000),
    }),
  ),
  echo: once(() => z.looseObject({ ...legEcho(), DurationInMilliseconds: z.optional(numeric()) })),
});

export type PauseParameters = ParametersOf<typeof pauseDefinition>;
export type Pause = ActionOf<typeof pauseDefinition>;

/**
 * Waits in silence for 100 to 30,000 milliseconds; does not answer a call.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/pause.html
 */
export const pause = (Parameters: PauseParameters): Pause => ({
  Type: "Pause",
  Parameters,
});
