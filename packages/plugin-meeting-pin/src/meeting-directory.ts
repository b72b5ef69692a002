import { token } from "@switchhook/core";
import * as z from "zod";

/** A meeting that callers can dial into, as the directory lists it; it is kept in the call state, so it has no PIN. */
export const Meeting = z.strictObject({
  /** Names the meeting for good: whoever is sent to the same id meets in the same Chime SDK meeting. */
  id: z
    .string()
    .min(2)
    .max(48)
    .regex(/^(?!aws:)[-_.a-zA-Z0-9]+$/, "must be of letters, digits, - _ and ."),
  title: z.string().max(100).optional(),
});
export type Meeting = z.infer<typeof Meeting>;

/** Knows which meeting a PIN belongs to. */
export interface MeetingDirectory {
  /** The meeting of a PIN; undefined for a PIN that is none. */
  find(pin: string): Promise<Meeting | undefined> | Meeting | undefined;
}

export const MeetingDirectory = token<MeetingDirectory>("MeetingDirectory");
