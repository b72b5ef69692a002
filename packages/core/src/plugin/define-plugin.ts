import * as z from "zod/mini";
import type { Action } from "../actions/catalog.js";
import type { EventKey } from "../event/event-key.js";
import type { InvocationEvent } from "../event/invocation-event.js";
import type { Binding, Permission, TokenMap } from "../services/services.js";
import type {
  AskArgs,
  CleanupArgs,
  FeatureAnswer,
  FeatureArgs,
  HandlerArgs,
  MaybePromise,
  RequestArgs,
  StepArgs,
} from "./handler-args.js";
import type { Line, RequiredBy } from "./line.js";
import type { Outcome } from "./outcome.js";

type Shape = z.core.$ZodObject;
type Nothing = z.core.$ZodObject<Record<never, never>, z.core.$strict>;
type Lines = Readonly<Record<string, Line>>;
type NoLines = Record<never, never>;
type NoDeps = Record<never, never>;

/** Events that a step is asked about; calls that begin go to `ask`. */
export type StepEventKey = Extract<
  EventKey,
  | `ACTION_SUCCESSFUL${string}`
  | `ACTION_FAILED${string}`
  | "DIGITS_RECEIVED"
  | "CALL_UPDATE_REQUESTED"
  | "HANGUP"
>;

/** What an around layer gets from `next()`: the actions that the layers inside it answered. */
export interface Answer {
  readonly actions: readonly Action[];
}

/** The linear part: exactly one step is current, and it owns the call until it is done. */
export interface Step<Results, Deps extends TokenMap, Adds, Branches extends string, State> {
  /** How often the caller may try, 1 to 99; default 3. */
  readonly maxAttempts?: number;
  /** Whether what the caller enters here must not be recorded: features are told (`Feature.sensitive`). Default false. */
  readonly sensitive?: boolean;
  /** What the step keeps between two events; it is forgotten when the step is through. */
  readonly state?: z.core.$ZodType<State>;
  /** Lines that `branch` goes into, by name. */
  readonly lines?: Readonly<Record<Branches, Line>>;
  /** Turns state into actions, or into an outcome; safe to repeat, for it is asked again when its list was lost. */
  readonly ask: (
    args: AskArgs<Results, Deps, State>,
  ) => MaybePromise<readonly Action[] | Outcome<Adds, Branches>>;
  /**
   * Handlers by event. A handler of a played prompt also gets the spoken one in its place (`Speak` for `PlayAudio`,
   * `SpeakAndGetDigits` for `PlayAudioAndGetDigits`), unless the step has a handler for that.
   */
  readonly on?: {
    readonly [K in StepEventKey]?: (
      args: StepArgs<Results, Deps, State, K>,
    ) => MaybePromise<Outcome<Adds, Branches>>;
  };
  /** After the last try: the last words, or an outcome; without it the call just ends. */
  readonly giveUp?: (
    args: AskArgs<Results, Deps, State>,
  ) => MaybePromise<readonly Action[] | Outcome<Adds, Branches>>;
  /** When the last leg is gone while this step is current. */
  readonly cleanup?: (args: CleanupArgs<Results, Deps, State>) => MaybePromise<void>;
}

/** A command that `UpdateSipMediaApplicationCall` can send: `Arguments.command` names it, the rest fits the schema. */
export interface Command<Results, Deps extends TokenMap, State> {
  readonly args: z.core.$ZodType;
  readonly run: (args: RequestArgs<Results, Deps, State>, given: never) => FeatureAnswer;
}

/** Declares a command: the schema of its arguments, which arrive as strings, and what it does. */
export const command = <Args extends z.core.$ZodType, A>(
  args: Args,
  run: (feature: A, given: z.output<Args>) => FeatureAnswer,
): { args: Args; run: (feature: A, given: z.output<Args>) => FeatureAnswer } => ({ args, run });

/** The concurrent part: sees every event, never owns the call; its failure never ends a call. */
export interface Feature<Results, Deps extends TokenMap, State> {
  /** What the feature keeps for the whole call. */
  readonly state?: z.core.$ZodType<State>;
  /** Handlers by digit code, one to ten of `0-9 * #`, typed at any time. */
  readonly digits?: Readonly<Record<string, (args: RequestArgs<Results, Deps, State>) => FeatureAnswer>>;
  /** Commands that come from outside, by name. */
  readonly commands?: Readonly<Record<string, Command<Results, Deps, State>>>;
  /** Handlers by event. Actions answered to RINGING, ACTION_INTERRUPTED and NEW_OUTBOUND_CALL are not sent. */
  readonly on?: {
    readonly [K in EventKey]?: (args: FeatureArgs<Results, Deps, State, K>) => FeatureAnswer;
  };
  /** Before a step that is `sensitive` asks, and when the call has left it, unless the call is over. */
  readonly sensitive?: {
    readonly begins: (args: RequestArgs<Results, Deps, State>) => FeatureAnswer;
    readonly ends: (args: RequestArgs<Results, Deps, State>) => FeatureAnswer;
  };
  /** When the last leg is gone. */
  readonly cleanup?: (args: CleanupArgs<Results, Deps, State>) => MaybePromise<void>;
}

/** A layer around everything inside it: sees a real `next()`, may answer in its place. */
export type Around<Results, Deps extends TokenMap> = (
  args: HandlerArgs<Results, Deps> & { readonly event: InvocationEvent },
  next: () => Promise<Answer>,
) => Promise<Answer | readonly Action[]>;

export interface PluginDefinition<
  Name extends string,
  Deps extends TokenMap,
  Needs extends Shape,
  Reads extends Shape,
  Adds extends Shape,
  Branches extends string,
  StepState,
  FeatureState,
> {
  /** Lower case with dashes; part of the call state, so a renamed plugin does not know its calls any more. */
  readonly name: Name;
  /** Services that its handlers receive, by the name they have there. */
  readonly deps?: Deps;
  /** Services that it offers to other plugins. */
  readonly services?: readonly Binding[];
  /** What it asks of AWS itself; what its services ask for, their bindings say. */
  readonly permissions?: readonly Permission[];
  /** Prompts that it plays; each must be known to the prompt store at build. */
  readonly prompts?: readonly string[];
  /** What must have been added to the call before it; anything missing does not compile. */
  readonly needs?: Needs;
  /** What it reads of the call if it is there already; somebody in the IVR must add it. */
  readonly reads?: Reads;
  /** What its step adds to the call: immutable, and readable by all later plugins. */
  readonly adds?: Adds;
  readonly around?: Around<Known<Needs, Reads>, Deps>;
  readonly feature?: Feature<Known<Needs, Reads>, Deps, FeatureState>;
  readonly step?: Step<Known<Needs, Reads>, Deps, z.input<Adds>, Branches, StepState>;
}

type Known<Needs extends Shape, Reads extends Shape> = Of<Needs> & Partial<Of<Reads>>;

// A schema without keys infers as a record of anything, in which every name would be missing.
type Of<S extends Shape> = string extends keyof z.output<S> ? Record<never, never> : z.output<S>;

/** A plugin: what `definePlugin` answers and `use` takes; its types are carried, its definition is the runtime's. */
export interface Plugin<Name extends string = string, Needs = unknown, Adds = unknown> {
  readonly name: Name;
  readonly definition: ErasedDefinition;
  /** Carries the types; never set. */
  readonly types?: { readonly needs: Needs; readonly adds: Adds };
}

/** The definition as the runtime sees it, without the author's types. */
export type ErasedDefinition = PluginDefinition<
  string,
  TokenMap,
  Shape,
  Shape,
  Shape,
  string,
  unknown,
  unknown
>;
export type ErasedStep = NonNullable<ErasedDefinition["step"]>;
export type ErasedFeature = NonNullable<ErasedDefinition["feature"]>;

/** Makes a plugin of up to four parts: services, around, feature, step. */
export const definePlugin = <
  const Name extends string,
  Deps extends TokenMap = NoDeps,
  Needs extends Shape = Nothing,
  Reads extends Shape = Nothing,
  Adds extends Shape = Nothing,
  L extends Lines = NoLines,
  StepState = undefined,
  FeatureState = undefined,
>(
  definition: Omit<
    PluginDefinition<Name, Deps, Needs, Reads, Adds, keyof L & string, StepState, FeatureState>,
    "step"
  > & {
    readonly step?: Omit<
      Step<Known<Needs, Reads>, Deps, z.input<Adds>, keyof L & string, StepState>,
      "lines"
    > & { readonly lines?: L };
  },
): Plugin<Name, Of<Needs> & RequiredBy<L>, Of<Adds>> => ({
  name: definition.name,
  // The author's types end here: the runtime checks values against the schemas instead.
  definition: definition as unknown as ErasedDefinition,
});
