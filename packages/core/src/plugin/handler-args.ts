import type { Action, ActionType } from "../actions/catalog.js";
import type { Call } from "../call/call.js";
import type { EventFor, EventKey } from "../event/event-key.js";
import type { InvocationEvent } from "../event/invocation-event.js";
import type { Logger } from "../services/logger.js";
import type { Resolved, TokenMap } from "../services/services.js";

/** What every handler of a plugin receives. */
export interface HandlerArgs<Results, Deps extends TokenMap> {
  /** The call as it stands, with what earlier plugins added to it. */
  readonly call: Call<Results>;
  /** The services listed in `deps`. */
  readonly deps: Resolved<Deps>;
  /** The call's logger: redacted, with the transaction and the plugin in every entry. */
  readonly log: Logger;
  /** Fires when the deadline of this invocation, 4 s, has come; pass it on to clients. */
  readonly signal: AbortSignal;
  /** Transaction and sequence: the same for every delivery of the same event. */
  readonly idempotencyKey: string;
}

/** A plugin's own state: what it kept last, and how to keep the next; nothing is kept when the handler throws. */
export interface Keeps<State> {
  readonly state: State | undefined;
  /** Keeps `next`, checked against the plugin's `state` schema (`IVR_PLUGIN_STATE_INVALID`). */
  readonly save: (next: State) => void;
}

export interface AskArgs<Results, Deps extends TokenMap, State>
  extends HandlerArgs<Results, Deps>,
    Keeps<State> {
  readonly event: InvocationEvent;
  /** Which try this is, from 1 to `maxAttempts`. */
  readonly attempt: number;
  /** How many tries there are. */
  readonly maxAttempts: number;
}

export interface StepArgs<Results, Deps extends TokenMap, State, K extends EventKey>
  extends Omit<AskArgs<Results, Deps, State>, "event"> {
  readonly event: EventFor<K>;
}

/** What a feature's keys and commands receive; while a collector runs they wait, so no event goes with them. */
export interface RequestArgs<Results, Deps extends TokenMap, State>
  extends HandlerArgs<Results, Deps>,
    Keeps<State> {}

export interface FeatureArgs<Results, Deps extends TokenMap, State, K extends EventKey>
  extends HandlerArgs<Results, Deps>,
    Keeps<State> {
  readonly event: EventFor<K>;
  /** Whether the event reports an action of this feature. */
  readonly mine: boolean;
  /** Types of this feature's actions that the event shows to have been carried out, in their order. */
  readonly done: readonly ActionType[];
  /** Types of this feature's actions that the service still has to carry out, unless the list is replaced. */
  readonly pending: readonly ActionType[];
  /** Types of this feature's actions that the service has thrown away for certain, behind one that failed. */
  readonly dropped: readonly ActionType[];
}

export interface CleanupArgs<Results, Deps extends TokenMap, State> extends HandlerArgs<Results, Deps> {
  readonly state: State | undefined;
}

export type MaybePromise<T> = T | Promise<T>;
// biome-ignore lint/suspicious/noConfusingVoidType: a handler that answers nothing has no return statement.
export type FeatureAnswer = MaybePromise<readonly Action[] | undefined | void>;
