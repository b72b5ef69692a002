import { digitCode, phoneKey, promptName } from "@switchhook/core";
import * as z from "zod/mini";
import { type Destination, destinationSchema } from "../destination.js";

export interface CallRecordingOptions {
  /** Where recordings go; a listing's own bucket and prefix win. */
  readonly destination: Destination;
  /**
   * `on-request`: by key, by command, or by a listing whose mode is `always`; `by-itself`: when the call begins, and the
   * steps behind this plugin wait until the notice was answered. Default `on-request`.
   */
  readonly start?: "on-request" | "by-itself";
  /** The keys that start the recording, and stop it for good; `none` for commands only. Default `*9`. */
  readonly keys?: string;
  /** The keys that pause the recording, and resume it; default none. */
  readonly pauseKeys?: string;
  /** What is recorded: what the caller says, hears, or both in stereo; default `BOTH`. */
  readonly track?: "BOTH" | "INCOMING" | "OUTGOING";
  /** The notice is always played, to every leg, before anything is recorded; this is what else it takes. */
  readonly consent?: {
    /** Keys by which each party agrees or declines; default none: that the notice was heard is enough. */
    readonly keys?: { readonly agree: string; readonly decline: string };
    /** Milliseconds that a party has to press one, 1,000 to 60,000; default 5,000. */
    readonly attemptMs?: number;
    /** How often the notice is played to a party who presses neither, 1 to 5; default 2. */
    readonly tries?: number;
    /** Key of the hash of a party's number in the audit record, at least 16 characters; default: the transaction id. */
    readonly numberKey?: string;
  };
  readonly prompts?: {
    /** Said to every leg before anything is recorded; with `consent.keys` it names them. Default `recording-started`. */
    readonly notice?: string;
    /** Heard when the recording is over; default `recording-stopped`. */
    readonly stopped?: string;
    /** Heard when it could not be started, paused or stopped, or is not allowed; default `recording-failed`. */
    readonly failed?: string;
    /** Heard when it was paused by key or command; default nothing but the service's own tone. */
    readonly paused?: string;
    /** Heard when it goes on after that; default nothing but the service's own tone. */
    readonly resumed?: string;
    /** Heard by the caller when a party declined; default `recording-stopped`. */
    readonly declined?: string;
  };
}

const keyPair = z
  .strictObject({ agree: phoneKey(), decline: phoneKey() })
  .check(z.refine(({ agree, decline }) => agree !== decline, "must be two different keys"));

export const callRecordingOptions = z
  .strictObject({
    destination: destinationSchema(),
    start: z._default(z.enum(["on-request", "by-itself"]), "on-request"),
    keys: z._default(
      z.string().check(z.regex(/^(?:none|[0-9*#]{1,10})$/, "must be one to ten of 0-9 * #, or none")),
      "*9",
    ),
    pauseKeys: z.optional(digitCode()),
    track: z._default(z.enum(["BOTH", "INCOMING", "OUTGOING"]), "BOTH"),
    consent: z.prefault(
      z.strictObject({
        keys: z.optional(keyPair),
        attemptMs: z._default(z.int().check(z.minimum(1000), z.maximum(60_000)), 5000),
        tries: z._default(z.int().check(z.minimum(1), z.maximum(5)), 2),
        numberKey: z.optional(z.string().check(z.minLength(16, "must have at least 16 characters"))),
      }),
      {},
    ),
    prompts: z.prefault(
      z.strictObject({
        notice: z._default(promptName(), "recording-started"),
        stopped: z._default(promptName(), "recording-stopped"),
        failed: z._default(promptName(), "recording-failed"),
        paused: z.optional(promptName()),
        resumed: z.optional(promptName()),
        declined: z._default(promptName(), "recording-stopped"),
      }),
      {},
    ),
  })
  .check(
    z.refine(({ keys, pauseKeys }) => keys !== pauseKeys, {
      path: ["pauseKeys"],
      error: "must be others than the keys that start and stop",
    }),
  );

/** The options with their defaults. */
export type Settings = z.output<typeof callRecordingOptions>;
