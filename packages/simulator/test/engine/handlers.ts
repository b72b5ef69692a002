import type { Action, InvocationEvent } from "@switchhook/core/wire";
import { type SimulatedCall, type SimulatedCallOptions, simulateCall } from "../../src/index.js";

/** A hand-written handler: what it answers to an event, as a list of actions, as a whole answer, or `undefined` for `[]`. */
export type Answers = (event: InvocationEvent, index: number) => readonly Action[] | object | undefined;

/** A call to a hand-written handler, not yet dialled. */
export function callTo(answers: Answers, options: Partial<SimulatedCallOptions> = {}): SimulatedCall {
  let index = 0;
  return simulateCall({
    handler: (event) => {
      const answer = answers(event as InvocationEvent, index++) ?? [];
      return Array.isArray(answer) ? { SchemaVersion: "1.0", Actions: answer } : answer;
    },
    ...options,
  });
}

export const play = (key: string, extra: object = {}): Action => ({
  Type: "PlayAudio",
  Parameters: { AudioSource: { Type: "S3", BucketName: "b", Key: `${key}.wav` }, ...extra },
});

export const collect = (extra: object = {}): Action => ({
  Type: "PlayAudioAndGetDigits",
  Parameters: {
    AudioSource: { Type: "S3", BucketName: "b", Key: "ask.wav" },
    FailureAudioSource: { Type: "S3", BucketName: "b", Key: "bad.wav" },
    MinNumberOfDigits: 3,
    MaxNumberOfDigits: 5,
    RepeatDurationInMilliseconds: 4000,
    ...extra,
  },
});

export const hangup = (extra: object = {}): Action => ({ Type: "Hangup", Parameters: extra });
export const pause = (ms: number): Action => ({ Type: "Pause", Parameters: { DurationInMilliseconds: ms } });
export const listen = (regex: string): Action => ({
  Type: "ReceiveDigits",
  Parameters: {
    InputDigitsRegex: regex,
    InBetweenDigitsDurationInMilliseconds: 1000,
    FlushDigitsDurationInMilliseconds: 5000,
  },
});
export const join = (JoinToken: string, MeetingId: string): Action => ({
  Type: "JoinChimeMeeting",
  Parameters: { JoinToken, MeetingId },
});

export const record = (extra: object = {}): Action => ({
  Type: "RecordAudio",
  Parameters: {
    RecordingDestination: { Type: "S3", BucketName: "rec", Prefix: "vm/" },
    RecordingTerminators: ["#"],
    ...extra,
  },
});
export const bridge = (Uri: string, extra: object = {}): Action => ({
  Type: "CallAndBridge",
  Parameters: {
    CallTimeoutSeconds: 20,
    CallerIdNumber: "+12065550101",
    Endpoints: [{ BridgeEndpointType: "PSTN", Uri }],
    ...extra,
  },
});

/** The events of a call, as handlers tell them apart. */
export const told = (call: SimulatedCall): string[] =>
  call.events.map((event) => {
    const type = "ActionData" in event ? event.ActionData?.Type : undefined;
    return type === undefined ? event.InvocationEventType : `${event.InvocationEventType}:${type}`;
  });
