import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { leg, legEcho, numeric } from "./parameters.js";

export const hangupDefinition = defineAction({
  type: "Hangup",
  page: "hangup",
  reports: true,
  request: once(() =>
    z.strictObject({
      ...leg(),
      /** A string in actions, a number in events: `"0"` normal, `"480"` unavailable, `"486"` busy; default `"0"`. */
      SipResponseCode: z.optional(z.enum(["0", "480", "486"])),
    }),
  ),
  echo: once(() => z.looseObject({ ...legEcho(), SipResponseCode: z.optional(numeric()) })),
});

export type HangupParameters = ParametersOf<typeof hangupDefinition>;
export type Hangup = ActionOf<typeof hangupDefinition>;

/**
 * Hangs up one leg; the other stays up. A call that nothing has answered is rejected with the code, unbilled.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/hangup.html
 */
export const hangup = (Parameters: HangupParameters = {}): Hangup => ({
  Type: "Hangup",
  Parameters,
});
