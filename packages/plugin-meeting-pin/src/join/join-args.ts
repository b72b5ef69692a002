import type { CallCommands } from "@switchhook/aws";
import type { Call, Clock, Logger, PromptStore } from "@switchhook/core";
import * as z from "zod/mini";
import type { Meeting } from "../listing.js";
import type { Meetings } from "../meetings.js";
import type { MeetingRooms } from "../rooms/meeting-rooms.js";
import type { JoinMeetingSettings } from "./options.js";

/** The caller's place in the meeting; other plugins mute it, or count it. */
export const Attendance = z.strictObject({ meetingId: z.string(), attendeeId: z.string() });
export type Attendance = z.infer<typeof Attendance>;

/** What the step keeps between two events: short names, for it travels with every event. */
export const JoinState = z.lazy(() =>
  z.strictObject({
    /** Since when the caller waits for the moderator, in epoch milliseconds. */
    w: z.optional(z.int()),
    /** How often the caller has waited for the end of the meeting before, which he must not come into. */
    e: z.optional(z.int()),
    /** Key of the file with the caller's name; empty while it is recorded. */
    n: z.optional(z.string()),
    /** Whether the meeting has still to hear that the caller has come. */
    h: z.optional(z.literal(1)),
    /** Whether the caller is asked if he wants another PIN. */
    a: z.optional(z.literal(1)),
  }),
);
export type JoinState = z.infer<typeof JoinState>;

/** What the handlers of `joinMeeting` work with. */
export interface JoinArgs {
  readonly settings: JoinMeetingSettings;
  readonly call: Call<{ readonly meeting: Meeting; readonly attendance?: Attendance | undefined }>;
  readonly deps: {
    readonly prompts: PromptStore;
    readonly meetings: Meetings;
    readonly clock: Clock;
    /** There when the options need them. */
    readonly rooms?: MeetingRooms;
    readonly commands?: CallCommands;
  };
  readonly state: JoinState;
  readonly save: (next: JoinState) => void;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

export const isModerator = ({ call }: Pick<JoinArgs, "call">): boolean =>
  call.results.meeting.role === "moderator";
