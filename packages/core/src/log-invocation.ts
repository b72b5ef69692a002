import type { CallState } from "./call/call-state.js";
import { eventKeys } from "./event/event-key.js";
import type { InvocationEvent } from "./event/invocation-event.js";
import type { InvocationResponse } from "./response/invocation-response.js";
import type { Logger } from "./services/logger.js";
import type { KnownSecrets } from "./services/redact.js";

interface Invoked {
  readonly event: InvocationEvent;
  readonly came?: CallState;
  /** Undefined when the fallback answered. */
  readonly next?: CallState | undefined;
  readonly response?: InvocationResponse;
  readonly repeated?: boolean;
  /** Milliseconds from the event to the answer. */
  readonly ms: number;
}

/** The one line of an invocation. */
export function logInvocation(
  log: Logger,
  { event, came, next, response, repeated = false, ms }: Invoked,
): void {
  log.info("invocation", {
    event: eventKeys(event)[0],
    ...(repeated
      ? { repeated }
      : {
          stepBefore: came?.step ?? "",
          stepAfter: next ? (next.ended ? "(end)" : next.step) : "(fallback)",
          actions: response?.Actions?.map(({ Type }) => Type) ?? "(list goes on)",
        }),
    ms,
  });
}

/** What an event brings that no log may show. */
export function secretsOf(event: InvocationEvent): KnownSecrets {
  const digits =
    "ActionData" in event ? (event.ActionData as { ReceivedDigits?: unknown })?.ReceivedDigits : undefined;
  return {
    digits: typeof digits === "string" ? [digits] : [],
    numbers: event.CallDetails.Participants.flatMap(({ From, To }) => [From, To]),
  };
}
