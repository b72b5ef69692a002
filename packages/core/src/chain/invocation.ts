import type { CallState } from "../call/call-state.js";
import type { OpenedCall } from "../call/open-call.js";
import type { OwnedAction } from "../call/outstanding.js";
import type { InvocationEvent } from "../event/invocation-event.js";
import type { StepLeaving, StepLeft } from "../services/invocation-observer.js";
import type { Logger } from "../services/logger.js";
import { PromptStore } from "../services/prompt-store.js";
import type { Resolved, Scope, Services, TokenMap } from "../services/services.js";

/** One event on its way through the chain. */
export interface Invocation extends OpenedCall {
  readonly event: InvocationEvent;
  /** The state as it came. */
  readonly came: CallState;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly idempotencyKey: string;
  readonly services: Services;
  readonly scope: () => Scope;
  /** The digit codes of all features. */
  readonly codes: readonly string[];
  /** Whether the call's step is none of this version, so that the call goes on at another. */
  renamed: boolean;
  /** Milliseconds of the call, where somebody observes and the service tells its start. */
  readonly callMs: number | undefined;
  /** Steps that were reached and left, for observers. */
  readonly reached: string[];
  readonly left: StepLeft[];
  /** What is answered. */
  readonly list: AnsweredList;
}

/** The next list by who answers it: the parts are sent in this order. */
export interface AnsweredList {
  /** Prompts that were lost with the old list, once more. */
  replays: OwnedAction[];
  features: OwnedAction[];
  /** The step's actions; undefined leaves its part of the old list as it is. */
  step: OwnedAction[] | undefined;
}

export const resolve = <D extends TokenMap>(invocation: Invocation, deps: D): Resolved<D> =>
  invocation.services.resolve(deps, invocation.scope);

const promptDeps = { prompts: PromptStore };

/** The prompt store, when the IVR has one. */
export const promptStore = (invocation: Invocation): PromptStore | undefined =>
  invocation.services.has(PromptStore) ? resolve(invocation, promptDeps).prompts : undefined;

/** Notes for observers that the call has left a step. */
export function noteLeft(step: string, how: StepLeaving, { left, state, callMs }: Invocation): void {
  const { enteredMs } = state;
  // Reached in this same invocation: how long its prompt is heard is not known.
  const known = callMs !== undefined && enteredMs !== undefined && callMs > enteredMs;
  left.push({ step, how, ms: known ? callMs - enteredMs : undefined });
}

export const liveLegs = ({ call }: Invocation) => call.legs.filter((leg) => leg.connected);
