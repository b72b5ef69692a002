import { token } from "./services.js";

/** How a step was left: by its own outcome, or because the caller hung up or the fallback answered. */
export type StepLeaving = "done" | "branch" | "back" | "gave-up" | "end" | "hang-up" | "fallback";

/** How the flow of a call came to its end: past its last step, by a step, by the caller, or by the fallback. */
export type CallOutcome = Exclude<StepLeaving, "branch" | "back">;

/** A step that was left. */
export interface StepLeft {
  readonly step: string;
  readonly how: StepLeaving;
  /** Milliseconds since it was reached; undefined when that was in the same invocation, or the call's start is not told. */
  readonly ms: number | undefined;
}

/** What one invocation was, once it is answered: for metrics and traces. It has no secret in it. */
export interface ObservedInvocation {
  /** Empty where the event could not be read so far; the sequence is 0 then. */
  readonly transaction: string;
  readonly sequence: number;
  /** Lambda's id of the invocation, where it has one. */
  readonly requestId: string | undefined;
  /** The event, as handlers are keyed: `ACTION_SUCCESSFUL:PlayAudio`; `(invalid)` when it could not be read. */
  readonly event: string;
  /** Paths of the step before and after, `menu/sales`; empty before the first, undefined after the fallback. */
  readonly stepBefore: string;
  readonly stepAfter: string | undefined;
  /** Which try of that step it is, from 1. */
  readonly attempt: number;
  /** Whether the flow is over. */
  readonly ended: boolean;
  /** Steps that were reached and left, in order; also those that were passed within the invocation. */
  readonly reached: readonly string[];
  readonly left: readonly StepLeft[];
  /** How the flow came to its end: in one invocation of a call, when all is well, and undefined in all others. */
  readonly outcome: CallOutcome | undefined;
  /** Whether this is the invocation in which the last leg is gone. */
  readonly over: boolean;
  /** Milliseconds from the start of LEG-A to this event; undefined where the service tells no such time. */
  readonly callMs: number | undefined;
  /** Types of the actions; undefined when the list goes on. */
  readonly actions: readonly string[] | undefined;
  /** Codes that were logged. */
  readonly codes: readonly string[];
  /** Whether it was delivered before, and has that answer. */
  readonly repeated: boolean;
  /** Epoch milliseconds, and milliseconds until the answer. */
  readonly beganAt: number;
  readonly ms: number;
}

/** Sees every invocation of a call when it is answered; what it throws is logged and costs no call. */
export interface InvocationObserver {
  observe(invocation: ObservedInvocation): void;
}

export const InvocationObserver = token<InvocationObserver>("InvocationObserver");

/** Several observers as one. */
export const observers = (...all: readonly InvocationObserver[]): InvocationObserver => ({
  observe(invocation) {
    for (const one of all) one.observe(invocation);
  },
});
