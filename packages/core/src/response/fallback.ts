import { hangup } from "../actions/hangup.js";
import { type Speak, speak } from "../actions/speak.js";
import type { Call } from "../call/call.js";
import type { CallState } from "../call/call-state.js";
import { core, outstandingOf, owned, settle } from "../call/outstanding.js";
import { type Attributes, encodeState } from "../call/state-attributes.js";
import type { InvocationEvent } from "../event/invocation-event.js";
import type { InvocationResponse } from "./invocation-response.js";

/** What a caller hears when something is broken, as spoken text: it must not depend on anything else. */
export type Apology = Omit<Speak["Parameters"], "CallId" | "ParticipantTag">;

export const defaultApology: Apology = {
  Text: "We are sorry. Something went wrong on our side. Please call again in a few minutes.",
};

// What an end consists of: a report of one of these is not to be taken for that of what came before.
const ofTheEnd: readonly string[] = ["Speak", "Pause", "Hangup"];

/** An apology and a hang-up, with the call's state as it came: nothing that failed is kept. */
export function fallback(
  call: Call,
  event: InvocationEvent,
  came: CallState,
  apology: Apology,
): InvocationResponse {
  const live = call.legs.filter((leg) => leg.connected);
  const attributes: Attributes | undefined = event.CallDetails.TransactionAttributes;
  // Said once: when the apology itself is what failed, only the hang-ups are left.
  const lastWords = came.ended ? [] : [speak({ ...apology, CallId: call.legA.callId })];
  const list = owned(core, [
    ...(call.legA.connected ? lastWords : []),
    ...live.toReversed().map((leg) => hangup({ CallId: leg.callId })),
  ]);
  // Features have heard nothing of this event, for their states stay as they came: they are told with the next one.
  const untold = settle(event, came.outstanding).done.filter(({ type }) => !ofTheEnd.includes(type));
  const outstanding = [...untold, ...list.map(outstandingOf)];
  const ended = { ...came, ended: true, waits: false, waiting: [], outstanding };
  return {
    SchemaVersion: "1.0",
    Actions: list.map(({ action }) => action),
    ...keptAttributes(ended, attributes),
  };
}

// A state that just fitted may not with the end noted in it; then the service keeps what it has.
function keptAttributes(state: CallState, attributes: Attributes | undefined) {
  try {
    return { TransactionAttributes: encodeState(state, attributes) };
  } catch {
    return {};
  }
}

/** For an event that could not be read: whatever leg it concerns hears the apology and is hung up. */
export const blindFallback = (apology: Apology): InvocationResponse => ({
  SchemaVersion: "1.0",
  Actions: [speak(apology), hangup({})],
});
