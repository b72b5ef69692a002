import type { ChimeSDKMediaPipelinesClientConfig } from "@aws-sdk/client-chime-sdk-media-pipelines";
import { type ClientOptions, clientShape } from "@switchhook/aws";
import { promptName } from "@switchhook/core";
import * as z from "zod/mini";
import { type Destination, destinationSchema } from "../destination.js";

export interface MeetingCaptureOptions extends ClientOptions<ChimeSDKMediaPipelinesClientConfig> {
  /** Where captures go, each in a folder named by its meeting; a listing's own bucket and prefix win. */
  readonly destination: Destination;
  /** `by-itself`: when the first caller joins; `on-request`: by key or command. A listing's mode wins. Default `by-itself`. */
  readonly start?: "by-itself" | "on-request";
  /** The keys that start the capture, and stop it for good; default `none`. */
  readonly keys?: string;
  /** Who may use them: `moderators`, and everybody in a meeting without roles; or `everybody`. Default `moderators`. */
  readonly who?: "moderators" | "everybody";
  /** `audio`, `audio-and-active-speaker` (video), or `everything` (with each video and shared content). Default `audio`. */
  readonly artifacts?: "audio" | "audio-and-active-speaker" | "everything";
  /** Whether the five-second pieces are joined into one file when the capture is over; default false. */
  readonly concatenate?: boolean;
  readonly prompts?: {
    /** Heard by each caller who comes to a meeting that is captured, and when it begins; default `recording-started`. */
    readonly notice?: string;
    /** Heard by the one who stopped it; default `recording-stopped`. */
    readonly stopped?: string;
    /** Heard by the one who asked for what did not work; default `recording-failed`. */
    readonly failed?: string;
  };
}

export const meetingCaptureOptions = z.strictObject({
  ...clientShape,
  destination: destinationSchema(),
  start: z._default(z.enum(["by-itself", "on-request"]), "by-itself"),
  keys: z._default(
    z.string().check(z.regex(/^(?:none|[0-9*#]{1,10})$/, "must be one to ten of 0-9 * #, or none")),
    "none",
  ),
  who: z._default(z.enum(["moderators", "everybody"]), "moderators"),
  artifacts: z._default(z.enum(["audio", "audio-and-active-speaker", "everything"]), "audio"),
  concatenate: z._default(z.boolean(), false),
  prompts: z.prefault(
    z.strictObject({
      notice: z._default(promptName(), "recording-started"),
      stopped: z._default(promptName(), "recording-stopped"),
      failed: z._default(promptName(), "recording-failed"),
    }),
    {},
  ),
});

export type CaptureSettings = z.output<typeof meetingCaptureOptions>;
