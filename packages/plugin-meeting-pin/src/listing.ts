import { bucketName, keyPrefix, languageTag } from "@switchhook/core";
import * as z from "zod/mini";
import { OpeningHours } from "./hours/opening-hours.js";

/** What a listing says about recording its meeting; plugins that record read it from `meeting.recording`. */
export const RecordingPolicy = z.strictObject({
  /** `never`: nobody can; `on-request`: by key or command; `always`: it starts by itself. */
  mode: z.enum(["never", "on-request", "always"]),
  /** Bucket of the recordings, in place of the plugin's. */
  bucket: z.optional(bucketName()),
  /** Put in front of the recordings' keys, in place of the plugin's; at most 200 characters. */
  prefix: z.optional(keyPrefix()),
});
export type RecordingPolicy = z.infer<typeof RecordingPolicy>;

/** What is kept of a meeting in the call state; it has no PIN. Its size counts, for it travels with every event. */
export const Meeting = z.strictObject({
  /** Names the meeting for good: whoever is sent to the same id meets in the same Chime SDK meeting. */
  id: z
    .string()
    .check(
      z.minLength(2),
      z.maxLength(48),
      z.regex(/^(?!aws:)[-_.a-zA-Z0-9]+$/, "must be of letters, digits, - _ and ."),
    ),
  title: z.optional(z.string().check(z.maxLength(100))),
  /** What the PIN makes of the caller; without it a participant. */
  role: z.optional(z.enum(["moderator", "participant"])),
  /** Most attendees at once, 1 to 250; default 250. A capture of the meeting is an attendee too. */
  capacity: z.optional(z.int().check(z.minimum(1), z.maximum(250))),
  /** Language tag of the meeting, such as `de-DE`, which becomes the call's; default: as the call has it. */
  locale: z.optional(languageTag()),
  recording: z.optional(RecordingPolicy),
});
export type Meeting = z.infer<typeof Meeting>;

/** A meeting as a directory lists it: the meeting, and when callers are let in. */
export const Listing = z.extend(Meeting, {
  /** Without them the meeting is always open. */
  hours: z.optional(OpeningHours),
  /** From this instant on its PINs are none any more, such as `2026-12-31T23:59:59Z`; default: never. */
  expires: z.optional(z.iso.datetime({ offset: true, error: "must be a time such as 2026-12-31T23:59:59Z" })),
});
export type Listing = z.infer<typeof Listing>;

/** The part of a listing that the call keeps. */
export const meetingOf = ({ hours: _hours, expires: _expires, ...meeting }: Listing): Meeting => meeting;

/** Whether a listing has expired at an instant, in epoch milliseconds. */
export const hasExpired = ({ expires }: Listing, now: number): boolean =>
  expires !== undefined && now >= Date.parse(expires);
