import type { StoredMeeting } from "../aws/meeting-store.js";
import type { SmaService } from "../engine/sma-service.js";
import type { MeetingView } from "./protocol.js";

/** A meeting as the page shows it: who is in it, by which call, and who is muted. */
export function meetingView(meeting: StoredMeeting, service: SmaService): MeetingView {
  const calls = new Map(
    service.calls.flatMap((call) =>
      call.legs.flatMap(({ place, status }) =>
        place && status === "Connected" ? [[place.attendeeId, call.transactionId] as const] : [],
      ),
    ),
  );
  return {
    id: meeting.meetingId,
    externalId: meeting.externalMeetingId,
    live: meeting.live,
    attendees: [...meeting.attendees.values()].map(({ attendeeId, externalUserId, inside, muted }) => {
      const call = calls.get(attendeeId);
      return {
        id: attendeeId,
        user: externalUserId,
        inside: inside !== undefined,
        muted,
        ...(call !== undefined && { call }),
      };
    }),
  };
}
