import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { leg, legEcho } from "./parameters.js";

export const startCallRecordingDefinition = defineAction({
  type: "StartCallRecording",
  page: "start-call-recording",
  callId: "required",
  request: once(() =>
    z.strictObject({
      ...leg(),
      /** What the leg's party says, hears, or both: `BOTH` is stereo, left what is said. */
      Track: z.enum(["BOTH", "INCOMING", "OUTGOING"]),
      /** Where the WAV file goes. */
      Destination: z.strictObject({
        Type: z.literal("S3"),
        /** `bucket` or `bucket/prefix`, without a scheme. */
        Location: z
          .string()
          .check(z.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/.*)?$/, "must be bucket or bucket/prefix")),
      }),
    }),
  ),
  echo: once(() =>
    z.looseObject({
      ...legEcho(),
      Track: z.optional(z.string()),
      Destination: z.optional(
        z.looseObject({ Type: z.optional(z.string()), Location: z.optional(z.string()) }),
      ),
    }),
  ),
  result: () => ({
    CallRecordingDestination: z.optional(
      z.looseObject({ Type: z.optional(z.string()), Location: z.optional(z.string()) }),
    ),
  }),
});

const onlyCallId = {
  request: once(() => z.strictObject({ ...leg() })),
  echo: once(() => z.looseObject(legEcho())),
};

export const stopCallRecordingDefinition = defineAction({
  type: "StopCallRecording",
  page: "stop-call-recording",
  callId: "required",
  ...onlyCallId,
});
export const pauseCallRecordingDefinition = defineAction({
  type: "PauseCallRecording",
  page: "pause-call-recording",
  callId: "required",
  ...onlyCallId,
});
export const resumeCallRecordingDefinition = defineAction({
  type: "ResumeCallRecording",
  page: "resume-call-recording",
  callId: "required",
  ...onlyCallId,
});

export type StartCallRecordingParameters = ParametersOf<typeof startCallRecordingDefinition>;
export type StartCallRecording = ActionOf<typeof startCallRecordingDefinition>;
export type StopCallRecordingParameters = ParametersOf<typeof stopCallRecordingDefinition>;
export type StopCallRecording = ActionOf<typeof stopCallRecordingDefinition>;
export type PauseCallRecordingParameters = ParametersOf<typeof pauseCallRecordingDefinition>;
export type PauseCallRecording = ActionOf<typeof pauseCallRecordingDefinition>;
export type ResumeCallRecordingParameters = ParametersOf<typeof resumeCallRecordingDefinition>;
export type ResumeCallRecording = ActionOf<typeof resumeCallRecordingDefinition>;

/**
 * Records a leg in the background, once: a stopped recording cannot be started again.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/start-call-recording.html
 */
export const startCallRecording = (Parameters: StartCallRecordingParameters): StartCallRecording => ({
  Type: "StartCallRecording",
  Parameters,
});

/**
 * Stops the recording of a leg for good; it would stop with the leg.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/stop-call-recording.html
 */
export const stopCallRecording = (Parameters: StopCallRecordingParameters = {}): StopCallRecording => ({
  Type: "StopCallRecording",
  Parameters,
});

/**
 * Records silence from here on, marked by a tone; any number of times.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/pause-call-recording.html
 */
export const pauseCallRecording = (Parameters: PauseCallRecordingParameters = {}): PauseCallRecording => ({
  Type: "PauseCallRecording",
  Parameters,
});

/**
 * Goes on recording after a pause, with a short tone.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/resume-call-recording.html
 */
export const resumeCallRecording = (Parameters: ResumeCallRecordingParameters = {}): ResumeCallRecording => ({
  Type: "ResumeCallRecording",
  Parameters,
});
