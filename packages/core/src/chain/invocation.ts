import type { Call } from "../call/call.js";
import type { CallState } from "../call/call-state.js";
import type { OwnedAction, Settled } from "../call/outstanding.js";
import type { InvocationEvent } from "../event/invocation-event.js";
import type { Logger } from "../services/logger.js";
import { PromptStore } from "../services/prompt-store.js";
import type { Resolved, Scope, Services, TokenMap } from "../services/services.js";
import type { FeatureRequest } from "./feature-requests.js";

/** One event on its way through the chain. */
export interface Invocation {
  readonly event: InvocationEvent;
  /** The most special handler key first: `ACTION_FAILED:PlayAudio`, then `ACTION_FAILED`. */
  readonly keys: readonly string[];
  /** What the event itself asks of a feature; it may have to wait. */
  readonly asked: FeatureRequest | undefined;
  /** What features are asked for now. */
  readonly requests: readonly FeatureRequest[];
  readonly call: Call;
  /** What the event says about the list that was sent last time. */
  readonly settled: Settled;
  /** The next state of the call; thrown away when anything fails. */
  readonly state: CallState;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly idempotencyKey: string;
  readonly services: Services;
  readonly scope: () => Scope;
  /** The digit codes of all features. */
  readonly codes: readonly string[];
  /** Whether the call's step is none of this version, so that the call goes on at another. */
  renamed: boolean;
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

export const liveLegs = ({ call }: Invocation) => call.legs.filter((leg) => leg.connected);
