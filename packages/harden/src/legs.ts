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
): readonly Action[] {
  if (event.InvocationEventType !== "HANGUP" || legs.length === 0) return [];
  const callerGone = !legs.some(({ tag }) => tag === "LEG-A");
  const ended = (actions ?? []).filter(({ Type }) => Type === "Hangup");
  if ((actions?.length ?? 0) > 0 && (!callerGone || ended.length > 0)) return [];
  return legs.map(({ CallId }) => hangup({ CallId }));
}
