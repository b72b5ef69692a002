import { IvrError } from "../errors.js";
import type { InvocationResponse } from "./invocation-response.js";

/** The answer, unless it dials a number that begins with none of those that may be dialled; undefined allows all. */
export function dialsOnly(
  response: InvocationResponse,
  allowed: readonly string[] | undefined,
): InvocationResponse {
  for (const action of response.Actions ?? []) {
    if (allowed === undefined || action.Type !== "CallAndBridge") continue;
    for (const { BridgeEndpointType, Uri } of action.Parameters.Endpoints) {
      // What a Voice Connector is asked for is up to whoever is behind it.
      if (BridgeEndpointType !== "PSTN" || allowed.some((beginning) => Uri.startsWith(beginning))) continue;
      throw new IvrError(
        "IVR_RESPONSE_INVALID",
        `${Uri} is dialled, and begins with none of \`dials\` of ivr()`,
      );
    }
  }
  return response;
}
