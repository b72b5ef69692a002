import * as z from "zod";
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
        BucketName: z.string().min(1),
        /** At most 979 bytes; put in front of the generated name as it is, so end it with `/` or `-`. */
        Prefix: z
          .string()
          .regex(/^[0-9a-zA-Z!_.*'()/&$@=;:+ ,?-]*$/, "must be of characters that are safe in S3 keys")
          .refine((prefix) => bytes(prefix) <= longestPrefix, `must have at most ${longestPrefix} bytes`)
          .optional(),
      }),
      /** Seconds, over 0; the error table says that it must not be left out, so send it (7.1 #19). */
      DurationInSeconds: countOrText(1).optional(),
      /** Seconds of silence that end it, 1 to 1,000; default: silence does not. */
      SilenceDurationInSeconds: count(1, 1000).optional(),
      /** What counts as silence, 1 (about 30 dB) to 1,000 (75 dB); default 200. */
      SilenceThreshold: count(1, 1000).optional(),
      /** Keys that end it. */
      RecordingTerminators: keys(),
    }),
  ),
  echo: once(() =>
    z.looseObject({
      ...legEcho(),
      RecordingDestination: z
        .looseObject({
          Type: z.string().optional(),
          BucketName: z.string().optional(),
          Prefix: z.string().optional(),
        })
        .optional(),
      DurationInSeconds: numeric().optional(),
      SilenceDurationInSeconds: numeric().optional(),
      SilenceThreshold: numeric().optional(),
      RecordingTerminators: keysEcho().optional(),
    }),
  ),
  result: () => ({
    RecordingDestination: z
      .looseObject({
        Type: z.string().optional(),
        BucketName: z.string().optional(),
        Key: z.string().optional(),
      })
      .optional(),
    RecordingTerminatorUsed: z.string().optional(),
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
