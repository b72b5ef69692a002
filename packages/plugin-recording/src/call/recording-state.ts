import type { Call } from "@switchhook/core";
import * as z from "zod/mini";
import type { FilePlace } from "../destination.js";

export const callRecordingName = "call-recording";

/** The actions of the service's recorder; each is over as soon as it is begun. */
export const recorderActions = [
  "StartCallRecording",
  "PauseCallRecording",
  "ResumeCallRecording",
  "StopCallRecording",
] as const;
export type RecorderAction = (typeof recorderActions)[number];

export const recordingState = z.lazy(() =>
  z.strictObject({
    /** What is wanted: it may have to wait for a notice, or for the end of something sensitive. */
    wish: z.enum(["none", "record", "stop"]),
    /** What the service's recorder does when all that was sent has been carried out. */
    recorder: z.enum(["off", "on", "paused", "over"]),
    /** What was sent, and is not known to have been carried out yet. */
    sent: z.array(z.enum(recorderActions)),
    /** Ids of the legs that have heard the notice, and did not decline. */
    heard: z.array(z.string()),
    /** Id of the leg that hears the notice now. */
    asking: z.optional(z.string()),
    /** Failures in a row of what is tried now. */
    failures: z.int(),
    /** Paused by key or command, until that is taken back. */
    held: z.optional(z.boolean()),
    /** Stopped because it could not be paused: then that has to work. */
    forced: z.optional(z.boolean()),
    /** A start or a stop was sent, and its list replaced: whether it was carried out is not known. */
    unsure: z.optional(z.boolean()),
    /** Whether it has begun by itself, which it does once. */
    used: z.optional(z.boolean()),
    /** What a command asked for, in place of the options. */
    prefix: z.optional(z.string()),
    track: z.optional(z.enum(["BOTH", "INCOMING", "OUTGOING"])),
    /** Where the file goes, once the recording runs. */
    place: z.optional(
      z.strictObject({ bucket: z.string(), key: z.string(), from: z.enum(["service", "rule"]) }),
    ),
    announced: z.optional(z.boolean()),
  }),
);
export type RecordingState = z.infer<typeof recordingState>;

export const untouched: RecordingState = {
  wish: "none",
  recorder: "off",
  sent: [],
  heard: [],
  failures: 0,
};

/** How the recording of a call stands. */
export interface RecordingOfCall {
  readonly is: RecordingState["recorder"];
  /** Where its file goes; it is written when the recording is over. */
  readonly place: FilePlace | undefined;
}

/** The recording of a call, for plugins that come later: `callRecording()` keeps it with the call. */
export function recordingOf({ features }: Pick<Call, "features">): RecordingOfCall {
  const { recorder: is, place } = recordingState.safeParse(features[callRecordingName]).data ?? untouched;
  return { is, place: place && { bucket: place.bucket, key: place.key } };
}
