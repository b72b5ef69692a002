import { token } from "./services.js";

/** What one invocation was, once it is answered: for metrics and traces. It has no secret in it. */
export interface ObservedInvocation {
  readonly transaction: string;
  readonly sequence: number;
  /** Lambda's id of the invocation, where it has one. */
  readonly requestId: string | undefined;
  /** The event, as handlers are keyed: `ACTION_SUCCESSFUL:PlayAudio`. */
  readonly event: string;
  /** Paths of the step before and after, `menu/sales`; empty before the first, undefined after the fallback. */
  readonly stepBefore: string;
  readonly stepAfter: string | undefined;
  /** Which try of that step it is, from 1. */
  readonly attempt: number;
  /** Whether the flow is over. */
  readonly ended: boolean;
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
