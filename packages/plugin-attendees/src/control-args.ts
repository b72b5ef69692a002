import type { Call, Clock, Logger, PromptStore } from "@switchhook/core";
import type { MeetingRooms, Meetings } from "@switchhook/plugin-meeting-pin";
import * as z from "zod/mini";
import type { AttendeeControlsSettings } from "./options.js";

// The shapes of what joinMeeting() and meetingPin() add; anything else that adds the same will do.
export const reads = z.object({
  attendance: z.object({ meetingId: z.string(), attendeeId: z.string() }),
  meeting: z.object({ id: z.string(), role: z.optional(z.enum(["moderator", "participant"])) }),
});

export const ControlState = z.lazy(() =>
  z.strictObject({
    /** Whether the caller is muted. */
    muted: z.optional(z.boolean()),
    /** What was done to all others last, and while that is on its way, how often it has been tried again. */
    others: z.optional(z.strictObject({ is: z.enum(["Mute", "Unmute"]), tries: z.optional(z.int()) })),
    /** Marks of those of a program's list that are behind the first hundred, while it is on its way. */
    listed: z.optional(z.string()),
  }),
);
export type ControlState = z.infer<typeof ControlState>;

/** What a control works with. */
export interface ControlArgs {
  readonly settings: AttendeeControlsSettings;
  readonly call: Call<Partial<z.infer<typeof reads>>>;
  readonly deps: {
    readonly prompts: PromptStore;
    readonly clock: Clock;
    /** There when the controls in use need them. */
    readonly meetings?: Meetings;
    readonly rooms?: MeetingRooms;
  };
  readonly state: ControlState;
  readonly save: (next: ControlState) => void;
  readonly log: Logger;
  readonly signal: AbortSignal;
}
