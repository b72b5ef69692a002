import * as z from "zod";

// Pieces that several actions share. "Exact" is what we may send, "echo" what the service sends back.

export const callId = z.string().min(1);
export const participantTag = z.enum(["LEG-A", "LEG-B"]);

/** Which leg: `CallId` wins when both are given; with neither it is the leg that the event is about. */
export const leg = {
  /** Id of the leg; wins over `ParticipantTag`. Default: the leg that the event is about. */
  CallId: callId.optional(),
  /** `LEG-A` or `LEG-B`. Default: the leg that the event is about. */
  ParticipantTag: participantTag.optional(),
};
/** For actions that only the caller's leg can do. */
export const legA = {
  /** Id of leg A; wins over `ParticipantTag`. Default: the leg that the event is about. */
  CallId: callId.optional(),
  /** Only `LEG-A`. Default: the leg that the event is about. */
  ParticipantTag: z.literal("LEG-A").optional(),
};

export const legEcho = {
  CallId: z.string().optional(),
  ParticipantTag: z
    .string()
    .transform((tag) => tag.toUpperCase())
    .optional(),
};

export const s3Audio = z.strictObject({
  Type: z.literal("S3"),
  /** A bucket in the account of the SIP media application. */
  BucketName: z.string().min(1),
  /** A WAV file: uncompressed PCM, at most 50 MB, content type exactly `audio/wav`. */
  Key: z.string().min(1),
});
export const s3AudioEcho = z.looseObject({
  Type: z.string().optional(),
  BucketName: z.string().optional(),
  Key: z.string().optional(),
});

export const keys = z.array(z.string().regex(/^[0-9*#]$/, "must be one of 0-9 * #"));
export const keysEcho = z.array(z.string());

export const e164 = z.string().regex(/^\+[1-9]\d{1,14}$/, "must be an E.164 number");

const bounds = (min: number, max: number): string =>
  max === Number.MAX_SAFE_INTEGER
    ? `must be a whole number, at least ${min}`
    : `must be a whole number, ${min} to ${max}`;

/** A whole number within bounds. */
export const count = (min: number, max = Number.MAX_SAFE_INTEGER) => {
  const error = bounds(min, max);
  return z.int(error).min(min, error).max(max, error);
};
/** For the few that pages and samples also print as strings (3.0). */
export const countOrText = (min: number, max = Number.MAX_SAFE_INTEGER) => {
  const error = bounds(min, max);
  const text = z.string().regex(/^\d+$/, error).transform(Number).pipe(count(min, max));
  return z.union([count(min, max), text], error);
};

/** A number of an echo, which may come back as the text that was sent. */
export const numeric = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(?:\.\d+)?$/)
    .transform(Number),
]);

export const jsonBytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;
