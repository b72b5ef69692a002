import * as z from "zod";

// Pieces that several actions share. "Exact" is what we may send, "echo" what the service sends back.

export const callId = z.string().min(1);
export const participantTag = z.enum(["LEG-A", "LEG-B"]);

/** Which leg: `CallId` wins when both are given; with neither it is the leg that the event is about. */
export const leg = { CallId: callId.optional(), ParticipantTag: participantTag.optional() };
/** For actions that only the caller's leg can do. */
export const legA = { CallId: callId.optional(), ParticipantTag: z.literal("LEG-A").optional() };

export const legEcho = {
  CallId: z.string().optional(),
  ParticipantTag: z
    .string()
    .transform((tag) => tag.toUpperCase())
    .optional(),
};

export const s3Audio = z.strictObject({
  Type: z.literal("S3"),
  BucketName: z.string().min(1),
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

/** A whole number; pages and samples also print some of them as strings, which are accepted where they do. */
export const count = (min: number, max = Number.MAX_SAFE_INTEGER) => z.int().min(min).max(max);
export const countOrText = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  z.union([
    count(min, max),
    z.string().regex(/^\d+$/, "must be a whole number").transform(Number).pipe(count(min, max)),
  ]);

/** A number of an echo, which may come back as the text that was sent. */
export const numeric = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(?:\.\d+)?$/)
    .transform(Number),
]);

export const jsonBytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;
