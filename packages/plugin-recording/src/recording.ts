import {
  bucketName,
  definePlugin,
  digitCode,
  PromptStore,
  parseOptions,
  promptName,
  startCallRecording,
  stopCallRecording,
} from "@switchhook/core";
import * as z from "zod";

export interface RecordingOptions {
  readonly destination: {
    /** The bucket, in the account of the SIP media application; it must let the service write. */
    readonly bucket: string;
    /** Put in front of the service's own key; default: none, then it is `Amazon-Chime-SMA-Call-Recordings`. */
    readonly prefix?: string | undefined;
  };
  /** The keys that start the recording, and stop it for good; default `*9`. */
  readonly keys?: string;
  /** What is recorded: what the caller says, hears, or both in stereo; default `BOTH`. */
  readonly track?: "BOTH" | "INCOMING" | "OUTGOING";
  readonly prompts?: {
    /** Heard when the recording runs; default `recording-started`. */
    readonly started?: string;
    /** Heard when it is over; default `recording-stopped`. */
    readonly stopped?: string;
    /** Heard when it could not be started or stopped; default `recording-failed`. */
    readonly failed?: string;
  };
}

const optionsSchema = z.strictObject({
  destination: z.strictObject({
    bucket: bucketName(),
    prefix: z
      .string()
      .regex(/^[^/].*[^/]$/, "must neither begin nor end with /")
      .optional(),
  }),
  keys: digitCode().default("*9"),
  track: z.enum(["BOTH", "INCOMING", "OUTGOING"]).default("BOTH"),
  prompts: z
    .strictObject({
      started: promptName().default("recording-started"),
      stopped: promptName().default("recording-stopped"),
      failed: promptName().default("recording-failed"),
    })
    .prefault({}),
});

/** Keys start a recording of the call and stop it; once a call, for the service records a leg only once (sma.md 3.9). */
export const recording = (options: RecordingOptions) => {
  const { destination, keys, track, prompts } = parseOptions("recording", optionsSchema, options);
  const location = [destination.bucket, destination.prefix].filter((part) => part !== undefined).join("/");
  return definePlugin({
    name: "recording",
    deps: { prompts: PromptStore },
    prompts: Object.values(prompts),
    feature: {
      state: z.strictObject({ is: z.enum(["not yet", "running", "over"]) }),
      digits: {
        // The prompt stands behind the action: it is heard only when that has worked.
        [keys]: ({ call, deps, state, save }) => {
          if (state?.is === "over") return [deps.prompts.play(prompts.stopped)];
          if (state?.is === "running") {
            save({ is: "over" });
            return [stopCallRecording({ CallId: call.legA.callId }), deps.prompts.play(prompts.stopped)];
          }
          save({ is: "running" });
          return [
            startCallRecording({
              CallId: call.legA.callId,
              Track: track,
              Destination: { Type: "S3", Location: location },
            }),
            deps.prompts.play(prompts.started),
          ];
        },
      },
      on: {
        "ACTION_FAILED:StartCallRecording": ({ mine, deps, save, log, event }) => {
          if (!mine) return;
          log.error("the recording could not be started", {
            errorType: event.ActionData.ErrorType,
            location,
          });
          save({ is: "over" });
          return [deps.prompts.play(prompts.failed)];
        },
        "ACTION_FAILED:StopCallRecording": ({ mine, deps, save }) => {
          if (!mine) return;
          save({ is: "running" });
          return [deps.prompts.play(prompts.failed)];
        },
      },
    },
  });
};
