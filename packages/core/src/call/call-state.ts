import type { FeatureRequest } from "../chain/feature-requests.js";
import type { OutstandingAction } from "./outstanding.js";

/** What travels from one event to the next: the only memory of a call. */
export interface CallState {
  /** Path of the current step by name, `menu/sales/queue`; empty before the first. */
  step: string;
  /** Milliseconds of the call when the current step was reached; noted only where somebody observes. */
  enteredMs: number | undefined;
  /** Which try of the current step this is, from 1. */
  attempt: number;
  /** Whether the current step said that it waits for something without an action. */
  waits: boolean;
  /** Whether the flow is over and what is sent are last words and hang-ups. */
  ended: boolean;
  /** Whether the other leg was taken away by an action of ours, whose HANGUP may be still to come. */
  leftLeg: boolean;
  /** Whether cleanup has run. */
  cleaned: boolean;
  /** The actions sent last time. */
  outstanding: readonly OutstandingAction[];
  /** What features were asked for while an action ran that is going to report. */
  waiting: readonly FeatureRequest[];
  /** Whether the digit listener is set: not yet, set, or refused by the service. */
  listener: "" | "set" | "refused";
  /** A feature's code that was typed while digits were collected, and may turn up among them. */
  typed: string;
  /** What plugins added to the call. */
  results: Readonly<Record<string, unknown>>;
  /** The locale of the call, once a plugin has set it or the IVR has worked it out; empty when it is the IVR's own. */
  locale: string;
  /** Arguments of an outbound call. */
  arguments: Readonly<Record<string, string>>;
  /** Prompts that are spoken for the rest of the call. */
  brokenPrompts: readonly string[];
  /** State of the current step. */
  stepState: unknown;
  /** State of the features, by name. */
  featureStates: Readonly<Record<string, unknown>>;
}

export const newCallState = (): CallState => ({
  step: "",
  enteredMs: undefined,
  attempt: 1,
  waits: false,
  ended: false,
  leftLeg: false,
  cleaned: false,
  outstanding: [],
  waiting: [],
  listener: "",
  typed: "",
  results: {},
  locale: "",
  arguments: {},
  brokenPrompts: [],
  stepState: undefined,
  featureStates: {},
});
