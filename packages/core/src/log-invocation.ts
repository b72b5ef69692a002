import type { CallState } from "./call/call-state.js";
import { eventKeys } from "./event/event-key.js";
import type { InvocationEvent } from "./event/invocation-event.js";
import type { InvocationResponse } from "./response/invocation-response.js";
import type { Logger } from "./services/logger.js";
import type { KnownSecrets } from "./services/redact.js";

/** An invocation that has been answered. */
export interface Invoked {
  readonly event: InvocationEvent;
  readonly came?: CallState;
  /** Undefined when the fallback answered. */
  readonly next?: CallState | undefined;
  readonly response?: InvocationResponse;
  readonly repeated?: boolean;
  /** Lambda's id of the invocation. */
  readonly requestId?: string | undefined;
  /** Milliseconds from the event to the answer. */
  readonly ms: number;
}

/** The one line of an invocation. */
export function logInvocation(
  log: Logger,
  { event, came, next, response, repeated = false, requestId, ms }: Invoked,
): void {
  log.info("invocation", {
    event: eventKeys(event)[0],
    ...(repeated
      ? { repeated }
      : {
          stepBefore: came?.step ?? "",
          stepAfter: next ? (next.ended ? "(end)" : next.step) : "(fallback)",
          actions: response?.Actions?.map(({ Type }) => Type) ?? "(list goes on)",
          ...(next?.cleaned && !came?.cleaned && { cleanedUp: true }),
        }),
    ...(requestId !== undefined && { requestId }),
    ms,
  });
}

/** What an event and the call so far bring that no log may show. */
export function secretsOf(event: InvocationEvent, state?: CallState): KnownSecrets {
  const data = ("ActionData" in event ? event.ActionData : undefined) as
    | { ReceivedDigits?: unknown; Parameters?: { JoinToken?: unknown } }
    | undefined;
  const kept = state && [state.results, state.stepState, state.featureStates];
  return {
    digits: [data?.ReceivedDigits, data?.Parameters?.JoinToken, ...entriesIn(kept)].filter(
      (secret) => typeof secret === "string",
    ),
    numbers: event.CallDetails.Participants.flatMap(({ From, To }) => [From, To]),
  };
}

/** Digits that were kept, such as an account number, wherever in the state they are. */
function entriesIn(kept: unknown): string[] {
  if (typeof kept === "string") return /^[0-9*#]+$/.test(kept) ? [kept] : [];
  return typeof kept === "object" && kept !== null ? Object.values(kept).flatMap(entriesIn) : [];
}
