import * as z from "zod/mini";
import { once } from "../once.js";

// Pieces that several actions share, made on first use; an "echo" is what the service sends back.

/** Which leg: `CallId` wins when both are given; with neither it is the leg that the event is about. */
export const leg = once(() => ({
  /** Id of the leg; wins over `ParticipantTag`. Default: the leg that the event is about. */
  CallId: z.optional(z.string().check(z.minLength(1))),
  /** `LEG-A` or `LEG-B`. Default: the leg that the event is about. */
  ParticipantTag: z.optional(z.enum(["LEG-A", "LEG-B"])),
}));
/** For actions that only the caller's leg can do. */
export const legA = once(() => ({
  /** Id of leg A; wins over `ParticipantTag`. Default: the leg that the event is about. */
  CallId: z.optional(z.string().check(z.minLength(1))),
  /** Only `LEG-A`. Default: the leg that the event is about. */
  ParticipantTag: z.optional(z.literal("LEG-A")),
}));

export const legEcho = once(() => ({
  CallId: z.optional(z.string()),
  ParticipantTag: z.optional(
    z.pipe(
      z.string(),
      z.transform((tag) => tag.toUpperCase()),
    ),
  ),
}));

export const s3Audio = once(() =>
  z.strictObject({
    Type: z.literal("S3"),
    /** A bucket in the account of the SIP media application. */
    BucketName: z.string().check(z.minLength(1)),
    /** A WAV file: uncompressed PCM, at most 50 MB, content type exactly `audio/wav`. */
    Key: z.string().check(z.minLength(1)),
  }),
);
export const s3AudioEcho = once(() =>
  z.looseObject({
    Type: z.optional(z.string()),
    BucketName: z.optional(z.string()),
    Key: z.optional(z.string()),
  }),
);

export const keys = once(() => z.array(z.string().check(z.regex(/^[0-9*#]$/, "must be one of 0-9 * #"))));
export const keysEcho = once(() => z.array(z.string()));

export const e164 = once(() => z.string().check(z.regex(/^\+[1-9]\d{1,14}$/, "must be an E.164 number")));

const bounds = (min: number, max: number): string =>
  max === Number.MAX_SAFE_INTEGER
    ? `must be a whole number, at least ${min}`
    : `must be a whole number, ${min} to ${max}`;

/** A whole number within bounds. */
export const count = (min: number, max = Number.MAX_SAFE_INTEGER) => {
  const error = bounds(min, max);
  return z.int(error).check(z.minimum(min, error), z.maximum(max, error));
};
/** For the few that pages and samples also print as strings (3.0). */
export const countOrText = (min: number, max = Number.MAX_SAFE_INTEGER) => {
  const error = bounds(min, max);
  const text = z.pipe(
    z.pipe(z.string().check(z.regex(/^\d+$/, error)), z.transform(Number)),
    count(min, max),
  );
  return z.union([count(min, max), text], error);
};

/** A number of an echo, which may come back as the text that was sent. */
export const numeric = once(() =>
  z.union([z.number(), z.pipe(z.string().check(z.regex(/^-?\d+(?:\.\d+)?$/)), z.transform(Number))]),
);

export const utf8Bytes = (text: string): number => new TextEncoder().encode(text).length;

export const jsonBytes = (value: unknown): number => utf8Bytes(JSON.stringify(value));
