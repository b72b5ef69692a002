import {
  type Action,
  type Call,
  type Clock,
  type Logger,
  type PromptStore,
  pauseCallRecording,
  resumeCallRecording,
  startCallRecording,
  stopCallRecording,
} from "@switchhook/core";
import type { RecordingAnnouncer } from "../announcer.js";
import type { ConsentLedger } from "../consent.js";
import { destinationOf, listedMeeting, locationOf, type RecordingPolicy } from "../destination.js";
import type { Settings } from "./options.js";
import { type RecorderAction, type RecordingState, untouched } from "./recording-state.js";

/** What the handlers of the feature are given. */
export interface Given {
  readonly call: Call;
  readonly deps: {
    readonly prompts: PromptStore;
    readonly announcer: RecordingAnnouncer;
    readonly ledger: ConsentLedger;
    readonly clock: Clock;
  };
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly idempotencyKey: string;
}

/** The recording at one event: what is kept and what is answered, as it comes to be. */
export interface Turn extends Given {
  readonly settings: Settings;
  readonly state: { -readonly [K in keyof RecordingState]: RecordingState[K] };
  readonly actions: Action[];
}

export const takeTurn = (given: Given, settings: Settings, state: RecordingState = untouched): Turn => ({
  settings,
  actions: [],
  ...given,
  state: { ...state, sent: [...state.sent], heard: [...state.heard] },
});

/** What the meeting's listing says of recording, if the call has a meeting, and that a listing. */
export function policyOf({ call }: Pick<Turn, "call">): RecordingPolicy | undefined {
  const { meeting } = call.results as { readonly meeting?: unknown };
  return meeting === undefined ? undefined : listedMeeting.safeParse(meeting).data?.recording;
}

/** Where this call is recorded to. */
export function destinationOfCall({ call, settings, state }: Turn) {
  const { bucket, prefix } = destinationOf(settings.destination, policyOf({ call }));
  return { bucket, prefix: state.prefix ?? prefix };
}

/** Sends an action of the recorder, and believes that it works until it is known. */
export function send(turn: Turn, type: RecorderAction): void {
  turn.actions.push(actionOf(turn, type));
  turn.state.sent.push(type);
  turn.state.recorder = after[type];
}

const after = {
  StartCallRecording: "on",
  ResumeCallRecording: "on",
  PauseCallRecording: "paused",
  StopCallRecording: "over",
} as const;

/** Takes back what was believed of an action that was not carried out. */
export const before = {
  StartCallRecording: "off",
  ResumeCallRecording: "paused",
  PauseCallRecording: "on",
  StopCallRecording: "on",
} as const;

/** An action of the recorder, on the caller's leg: that hears all that the call is about. */
export function actionOf(turn: Turn, type: RecorderAction): Action {
  const CallId = turn.call.legA.callId;
  switch (type) {
    case "StartCallRecording":
      return startCallRecording({
        CallId,
        Track: turn.state.track ?? turn.settings.track,
        Destination: { Type: "S3", Location: locationOf(destinationOfCall(turn)) },
      });
    case "PauseCallRecording":
      return pauseCallRecording({ CallId });
    case "ResumeCallRecording":
      return resumeCallRecording({ CallId });
    case "StopCallRecording":
      return stopCallRecording({ CallId });
  }
}

/** Says something to the caller. */
export function say(turn: Turn, prompt: string | undefined): void {
  if (prompt !== undefined) turn.actions.push(turn.deps.prompts.play(prompt));
}
