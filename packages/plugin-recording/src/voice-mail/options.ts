import type { S3ClientConfig } from "@aws-sdk/client-s3";
import { type ClientOptions, clientShape } from "@switchhook/aws";
import { phoneKey, promptName } from "@switchhook/core";
import * as z from "zod/mini";
import { type Destination, destinationSchema } from "../destination.js";

export interface VoiceMailOptions extends ClientOptions<S3ClientConfig> {
  /** Where messages go; default folder `voice-mail`. The service must also be let read there, for the review. */
  readonly destination: Destination;
  /** Seconds that a message may last, 1 to 3,600; default 120. */
  readonly maxSeconds?: number;
  /** Seconds of silence that end a message, 1 to 1,000; default 5. */
  readonly silenceSeconds?: number;
  /** What counts as silence, 1 (about 30 dB) to 1,000 (75 dB); default 200, which is about 60 dB. */
  readonly silenceThreshold?: number;
  /** Keys that end a message; default `["#"]`. */
  readonly endKeys?: readonly string[];
  /** Whether the caller is asked what to do with the message; without that it is kept. Default true. */
  readonly review?: boolean;
  /** What the caller can do with it: hear it `1`, keep it `2`, record another one `3`, delete it `4` by default. */
  readonly keys?: {
    readonly hear?: string;
    readonly keep?: string;
    readonly again?: string;
    readonly delete?: string;
  };
  /** How often one caller may record, 1 to 9; default 3. */
  readonly maxTakes?: number;
  /** Tries of the review, and of a recording that fails, 1 to 9; then what there is, is kept. Default 3. */
  readonly maxAttempts?: number;
  readonly prompts?: {
    /** Asks for the message; default `leave-message`. */
    readonly ask?: string;
    /** Heard right before the recording, for the service plays none; default `beep`. */
    readonly beep?: string;
    /** Names the keys of the review; default `review-message`. */
    readonly review?: string;
    /** After another key; default `invalid-choice`. */
    readonly invalid?: string;
    /** When the message is kept; default `message-kept`. */
    readonly kept?: string;
    /** When it is deleted; default `message-deleted`. */
    readonly deleted?: string;
    /** When it could not be recorded; default `message-failed`. */
    readonly failed?: string;
  };
}

const keysSchema = z.prefault(
  z
    .strictObject({
      hear: z._default(phoneKey(), "1"),
      keep: z._default(phoneKey(), "2"),
      again: z._default(phoneKey(), "3"),
      delete: z._default(phoneKey(), "4"),
    })
    .check(z.refine((keys) => new Set(Object.values(keys)).size === 4, "must be four different keys")),
  {},
);

export const voiceMailOptions = z.strictObject({
  ...clientShape,
  destination: destinationSchema(),
  maxSeconds: z._default(z.int().check(z.minimum(1), z.maximum(3600)), 120),
  silenceSeconds: z._default(z.int().check(z.minimum(1), z.maximum(1000)), 5),
  silenceThreshold: z._default(z.int().check(z.minimum(1), z.maximum(1000)), 200),
  endKeys: z._default(z.array(phoneKey()).check(z.minLength(1)), ["#"]),
  review: z._default(z.boolean(), true),
  keys: keysSchema,
  maxTakes: z._default(z.int().check(z.minimum(1), z.maximum(9)), 3),
  maxAttempts: z._default(z.int().check(z.minimum(1), z.maximum(9)), 3),
  prompts: z.prefault(
    z.strictObject({
      ask: z._default(promptName(), "leave-message"),
      beep: z._default(promptName(), "beep"),
      review: z._default(promptName(), "review-message"),
      invalid: z._default(promptName(), "invalid-choice"),
      kept: z._default(promptName(), "message-kept"),
      deleted: z._default(promptName(), "message-deleted"),
      failed: z._default(promptName(), "message-failed"),
    }),
    {},
  ),
});
