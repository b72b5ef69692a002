import { eventKeys, findParticipant } from "./event/event-key.js";
import type { InvocationEvent } from "./event/invocation-event.js";
import type { Invoked } from "./log-invocation.js";
import type { CallOutcome, ObservedInvocation, StepLeft } from "./services/invocation-observer.js";

/** An invocation that has been answered, with what only observers are told. */
export interface Answered
  extends Invoked,
    Pick<ObservedInvocation, "codes" | "beganAt" | "callMs" | "reached" | "left"> {}

/** What an observer sees of an invocation. */
export function observed(answered: Answered): ObservedInvocation {
  const { event, came, next, response, repeated = false, requestId, ms, codes, beganAt, callMs } = answered;
  const left = leftBy(answered);
  return {
    transaction: event.CallDetails.TransactionId,
    sequence: event.Sequence,
    requestId,
    event: eventKeys(event)[0],
    stepBefore: came?.step ?? "",
    stepAfter: next?.step,
    attempt: next?.attempt ?? 1,
    ended: next?.ended ?? !repeated,
    // What the fallback answered has undone the rest.
    reached: next ? answered.reached : [],
    left,
    outcome: repeated || came?.ended ? undefined : outcomeOf(answered, left),
    over: next?.cleaned === true && came?.cleaned !== true,
    callMs,
    actions: response?.Actions?.map(({ Type }) => Type),
    codes,
    repeated,
    beganAt,
    ms,
  };
}

/** An event that could not be read, and was answered with the fallback. */
export const observedUnread = (
  unread: Partial<Pick<ObservedInvocation, "transaction" | "sequence">> &
    Pick<ObservedInvocation, "requestId" | "actions" | "beganAt" | "ms">,
): ObservedInvocation => ({
  transaction: "",
  sequence: 0,
  ...unread,
  event: unreadEvent,
  stepBefore: "",
  stepAfter: undefined,
  attempt: 1,
  ended: true,
  reached: [],
  left: [],
  // The flow may have ended long before: its outcome is told once a call.
  outcome: undefined,
  over: false,
  callMs: undefined,
  codes: ["IVR_EVENT_INVALID"],
  repeated: false,
});

/** What stands in the place of an event that could not be read. */
export const unreadEvent = "(invalid)";

function leftBy({ came, next, repeated, callMs, left }: Answered): readonly StepLeft[] {
  if (next) return left;
  if (repeated || !came?.step || came.ended) return [];
  const { step, enteredMs } = came;
  const known = callMs !== undefined && enteredMs !== undefined && callMs >= enteredMs;
  return [{ step, how: "fallback", ms: known ? callMs - enteredMs : undefined }];
}

function outcomeOf({ event, next }: Answered, left: readonly StepLeft[]): CallOutcome | undefined {
  if (!next) return "fallback";
  if (!next.ended) return undefined;
  const last = left.at(-1)?.how ?? (event.InvocationEventType === "HANGUP" ? "hang-up" : "done");
  // Into a line without steps, and out of it.
  return last === "branch" || last === "back" ? "done" : last;
}

// Pages print magnitudes that are no time at all (wire.md 1.4), and the two clocks may differ a little.
const skewMs = 60_000;
const longestMs = 7 * 24 * 3_600_000;

/** Milliseconds from the start of LEG-A until now; undefined when the event tells none that can be. */
export function callAge(event: InvocationEvent, now: number): number | undefined {
  const age = now - Number(findParticipant(event, "LEG-A")?.StartTimeInMilliseconds ?? Number.NaN);
  return age >= -skewMs && age <= longestMs ? Math.max(0, Math.round(age)) : undefined;
}
