import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { leg, legEcho } from "./parameters.js";

export const voiceFocusDefinition = defineAction({
  type: "VoiceFocus",
  page: "voice-focus",
  callId: "required",
  request: once(() =>
    z.strictObject({
      ...leg(),
      /** Whether noise is suppressed from here on. */
      Enable: z.boolean(),
    }),
  ),
  // Samples also send the text that the page prints.
  echo: once(() => z.looseObject({ ...legEcho(), Enable: z.optional(z.union([z.boolean(), z.string()])) })),
});

export type VoiceFocusParameters = ParametersOf<typeof voiceFocusDefinition>;
export type VoiceFocus = ActionOf<typeof voiceFocusDefinition>;

/**
 * Switches the noise suppression of a leg; billed, and limited to five a second.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/voice-focus.html
 */
export const voiceFocus = (Parameters: VoiceFocusParameters): VoiceFocus => ({
  Type: "VoiceFocus",
  Parameters,
});
