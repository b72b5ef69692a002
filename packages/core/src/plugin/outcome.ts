import type { Action } from "../actions/catalog.js";

type Actions = readonly Action[];

/** Still mine. Without actions the list goes on as it is; with actions, also with none, it is replaced. */
export interface Stay<Result = unknown> {
  readonly kind: "stay";
  readonly actions: Actions | undefined;
  readonly waits: boolean;
  readonly adds: Result | undefined;
}
/** That was a try; the step asks again, or gives up after `maxAttempts`. */
export interface Again {
  readonly kind: "again";
  readonly actions: Actions;
}
/** The step is through; what it adds to the call is checked against `adds`. */
export interface Done<Result> {
  readonly kind: "done";
  readonly result: Result;
  readonly actions: Actions;
}
/** On into one of the step's lines, and after the step when that line is through. */
export interface Branch<Name extends string = string> {
  readonly kind: "branch";
  readonly name: Name;
  readonly actions: Actions;
}
/** On at the step around this line, or at an earlier one of it by name: asked once more, from its first try. */
export interface Back {
  readonly kind: "back";
  readonly to: string | undefined;
  readonly actions: Actions;
}
/** Say this, then hang up every leg. */
export interface End {
  readonly kind: "end";
  readonly actions: Actions;
}

export type Outcome<Result = unknown, BranchName extends string = string> =
  | Stay<Partial<Result>>
  | Again
  | Done<Result>
  | Branch<BranchName>
  | Back
  | End;

export interface StayOptions<Result> {
  /** The step waits for something that no action is about; without that, silence is `IVR_DEAD_AIR`. Default false. */
  readonly waits?: boolean;
  /** What the step adds to the call already, while it still owns it. */
  readonly adds?: Result;
}

/** Still mine: `stay()` keeps the list that runs, `stay(actions)` replaces it, also by nothing. */
export const stay = <Result = never>(
  actions?: Actions,
  { waits = false, adds }: StayOptions<Result> = {},
): Stay<Result> => ({ kind: "stay", actions, waits, adds });

/** That was a try: these actions, then the step asks again; at `maxAttempts` comes `giveUp` instead. */
export const again = (actions: Actions = []): Again => ({ kind: "again", actions });

/** The step is through: these actions, then whatever the next step asks, in the same answer. */
export function done(): Done<Record<never, never>>;
export function done<Result>(result: Result, actions?: Actions): Done<Result>;
export function done(result: unknown = {}, actions: Actions = []): Done<unknown> {
  return { kind: "done", result, actions };
}

/** These actions, then on into one of the step's lines; when that is through, on after the step. */
export const branch = <const Name extends string>(name: Name, actions: Actions = []): Branch<Name> => ({
  kind: "branch",
  name,
  actions,
});

/**
 * These actions, then the step whose line this is, from its first try; outside of a line this step itself. With `to` the
 * step of that name in the same line (`IVR_OUTCOME_INVALID` when there is none).
 */
export const back = (actions: Actions = [], { to }: { readonly to?: string } = {}): Back => ({
  kind: "back",
  to,
  actions,
});

/** These actions, then every leg is hung up. */
export const end = (actions: Actions = []): End => ({ kind: "end", actions });

const kinds = ["stay", "again", "done", "branch", "back", "end"];

export const isOutcome = (value: unknown): value is Outcome =>
  typeof value === "object" && value !== null && kinds.includes((value as { kind?: string }).kind ?? "");
