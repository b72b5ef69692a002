import type { CallCommands } from "@switchhook/aws";
import { consoleLogger, type Logger, readValue } from "@switchhook/core";
import * as z from "zod/mini";
import { admitWaiting } from "./admit-waiting.js";
import type { MeetingRooms } from "./meeting-rooms.js";

export interface WaitingRoomNotifierOptions {
  readonly rooms: MeetingRooms;
  readonly commands: CallCommands;
  /** Which attendees are moderators, by what the program that let them in has given as `ExternalUserId`. */
  readonly isModerator: (externalUserId: string) => boolean;
  /** Default: JSON lines on the console. */
  readonly logger?: Logger;
}

// What EventBridge delivers of the meetings of the account; anything else is not for this function.
const meetingEvent = z.object({
  source: z.literal("aws.chime"),
  "detail-type": z.literal("Chime Meeting State Change"),
  detail: z.object({
    eventType: z.string(),
    externalMeetingId: z.optional(z.string()),
    externalUserId: z.optional(z.string()),
    attendeeId: z.optional(z.string()),
  }),
});

const comes = "chime:AttendeeJoined";
const goes = ["chime:AttendeeLeft", "chime:AttendeeDropped", "chime:AttendeeDeleted"];

/**
 * A Lambda handler for the meeting events of EventBridge: callers who wait are let in when a moderator joins from the web.
 * The `ExternalMeetingId` of the meeting is the id of the listing, as `chimeMeetings()` gives it.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/using-events.html
 */
export const waitingRoomNotifier =
  ({ rooms, commands, isModerator, logger: log = consoleLogger }: WaitingRoomNotifierOptions) =>
  async (event: unknown): Promise<void> => {
    const parsed = readValue(meetingEvent, event);
    if (!parsed.success) {
      log.warn("an event that is none of a meeting was left out");
      return;
    }
    const { eventType, externalMeetingId: meeting, externalUserId, attendeeId } = parsed.data.detail;
    if (meeting === undefined || externalUserId === undefined || attendeeId === undefined) return;
    if (!isModerator(externalUserId)) return;
    if (goes.includes(eventType)) await rooms.leave(meeting, attendeeId);
    if (eventType !== comes) return;
    await rooms.enter(meeting, { transaction: attendeeId, moderator: true });
    const told = await admitWaiting({ rooms, commands, meeting, log });
    log.info("callers who waited are let in", { meeting, told });
  };
