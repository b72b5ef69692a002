import { actionDefinitions, isReporting } from "../actions/catalog.js";
import { receiveDigits } from "../actions/receive-digits.js";
import { core, type OwnedAction, owned } from "../call/outstanding.js";
import type { Invocation } from "./invocation.js";

// The service tests the digits this long after the last key, and forgets them this long after the first.
const betweenKeysMs = 1000;
const forgetAfterMs = 5000;

/**
 * Whether a list has to go out for the listener: an event has used it up, and that it stays is not documented
 * (wire.md 3.3). While an action runs that is going to report, the answer to that report is soon enough.
 */
export const rearms = ({ event, codes, state, settled }: Invocation): boolean =>
  event.InvocationEventType === "DIGITS_RECEIVED" &&
  codes.length > 0 &&
  state.listener !== "refused" &&
  !settled.remaining.some(({ type }) => isReporting(type));

/** Notes what the event and the next list mean for the listener. */
export function settleListener(invocation: Invocation): void {
  const { event, state, settled } = invocation;
  const refused = event.InvocationEventType === "ACTION_FAILED" && event.ActionData?.Type === "ReceiveDigits";
  if (refused) state.listener = "refused";
  if (state.listener !== "set") return;
  // Whether it outlives another action's digits, or the join of another leg, is not documented either (7.2 g).
  if (event.InvocationEventType === "ACTION_SUCCESSFUL" && isReporting(event.ActionData?.Type ?? ""))
    state.listener = "";
  const unheard = [...settled.remaining, ...settled.lost].some(({ type }) => type === "ReceiveDigits");
  if (event.InvocationEventType === "DIGITS_RECEIVED" || unheard) state.listener = "";
}

/** Puts the one listener of all features into a list, when it is not set already. */
export function withListener(list: OwnedAction[], invocation: Invocation): OwnedAction[] {
  const { codes, state, call } = invocation;
  if (codes.length === 0 || state.listener !== "" || state.ended) return list;
  // Nobody can type on a leg that nothing has answered yet; but a report in front of it would drop it.
  const first = list[0]?.action.Type;
  const answersFirst =
    !call.answered && first !== undefined && !isReporting(first) && actionDefinitions[first].answers;
  // As the last of the list it would be what the service reports, in the place of what the step waits for (3.3).
  if (answersFirst && list.length === 1) return list;
  state.listener = "set";
  const listener = owned(core, [
    receiveDigits({
      CallId: call.legA.callId,
      // Digits typed before the code may stand in front of it; anchored, so that it fits in either match mode (7.2 b).
      InputDigitsRegex: `^[0-9*#]*(${codes.map((code) => code.replaceAll("*", "\\*")).join("|")})$`,
      InBetweenDigitsDurationInMilliseconds: betweenKeysMs,
      FlushDigitsDurationInMilliseconds: forgetAfterMs,
    }),
  ]);
  return answersFirst ? [...list.slice(0, 1), ...listener, ...list.slice(1)] : [...listener, ...list];
}
