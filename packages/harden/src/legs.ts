import { type Action, hangup, type InvocationEvent } from "@switchhook/core/wire";

export interface LiveLeg {
  readonly CallId: string;
  readonly tag: string;
}

/** Legs that are up, the caller's first. */
export function liveLegs({ CallDetails, ...event }: InvocationEvent): readonly LiveLeg[] {
  const { InvocationEventType, ActionData } = event as {
    InvocationEventType: string;
    ActionData?: { Parameters?: { CallId?: unknown } };
  };
  const gone = InvocationEventType === "HANGUP" ? ActionData?.Parameters?.CallId : undefined;
  return CallDetails.Participants.filter(({ Status, CallId }) => Status !== "Disconnected" && CallId !== gone)
    .map(({ CallId, ParticipantTag }) => ({ CallId, tag: ParticipantTag ?? "LEG-A" }))
    .toSorted((one, other) => one.tag.localeCompare(other.tag));
}

/** Hang-ups for legs that nobody takes care of when another is gone: none takes the other down (wire.md 4.5). */
export function forgottenLegs(
  event: InvocationEvent,
  legs: readonly LiveLeg[],
  actions: readonly Action[] | undefined,
  remaining: readonly { readonly type: string }[],
): readonly Action[] {
  if (event.InvocationEventType !== "HANGUP" || legs.length === 0) return [];
  const callerGone = !legs.some(({ tag }) => tag === "LEG-A");
  const ended = (actions ?? []).filter(({ Type }) => Type === "Hangup");
  if ((actions?.length ?? 0) > 0 && (!callerGone || ended.length > 0)) return [];
  // The caller has something that runs; or the hang-up was the handler's own, whose success is reported next.
  if (!callerGone && remaining.some(({ type }) => type !== "ReceiveDigits")) return [];
  return legs.map(({ CallId }) => hangup({ CallId }));
}
