import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { count, countOrText, keys, keysEcho, leg, legEcho, numeric } from "./parameters.js";

const longestPrefix = 979;
const bytes = (text: string): number => new TextEncoder().encode(text).length;

export const recordAudioDefinition = defineAction({
  type: "RecordAudio",
  page: "record-audio",
  reports: true,
  interruptible: true,
  answers: true,
  request: once(() =>
    z.strictObject({
      ...leg(),
      /** Where the WAV file goes. */
      RecordingDestination: z.strictObject({
        Type: z.literal("S3"),
        /** A bucket in the account of the SIP media application. */
        BucketName: z.string().check(z.minLength(1)),
        /** At most 979 bytes; put in front of the generated name as it is, so end it with `/` or `-`. */
        Prefix: z.optional(
          z.string().check(
            z.regex(/^[0-9a-zA-Z!_.*'()/&$@=;:+ ,?-]*$/, "must be of characters that are safe in S3 keys"),
            z.refine((prefix) => bytes(prefix) <= longestPrefix, `must have at most ${longestPrefix} bytes`),
          ),
        ),
      }),
      /** Seconds, over 0; the error table says that it must not be left out, so send it (7.1 #19). */
      DurationInSeconds: z.optional(countOrText(1)),
      /** Seconds of silence that end it, 1 to 1,000; default: silence does not. */
      SilenceDurationInSeconds: z.optional(count(1, 1000)),
      /** What counts as silence, 1 (about 30 dB) to 1,000 (75 dB); default 200. */
      SilenceThreshold: z.optional(count(1, 1000)),
      /** Keys that end it. */
      RecordingTerminators: keys(),
    }),
  ),
  echo: once(() =>
    z.looseObject({
      ...legEcho(),
      RecordingDestination: z.optional(
        z.looseObject({
          Type: z.optional(z.string()),
          BucketName: z.optional(z.string()),
          Prefix: z.optional(z.string()),
        }),
      ),
      DurationInSeconds: z.optional(numeric()),
      SilenceDurationInSeconds: z.optional(numeric()),
      SilenceThreshold: z.optional(numeric()),
      RecordingTerminators: z.optional(keysEcho()),
    }),
  ),
  result: () => ({
    RecordingDestination: z.optional(
      z.looseObject({
        Type: z.optional(z.string()),
        BucketName: z.optional(z.string()),
        Key: z.optional(z.string()),
      }),
    ),
    RecordingTerminatorUsed: z.optional(z.string()),
  }),
});

export type RecordAudioParameters = ParametersOf<typeof recordAudioDefinition>;
export type RecordAudio = ActionOf<typeof recordAudioDefinition>;

/**
 * Records what a leg's party says, until a key, silence or the time limit; plays no beep.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/record-audio.html
 */
export const recordAudio = (Parameters: RecordAudioParameters): RecordAudio => ({
  Type: "RecordAudio",
  Parameters,
});
