import type { JoinChimeMeeting, ModifyChimeMeetingAttendees } from "@switchhook/core/wire";
import { type Ending, finishSoon, type Runner } from "./runner.js";

// The way into a meeting takes a moment.
const joinMs = 300;

const invalid = (message: string): Ending => ({ ok: false, errorType: "InvalidActionParameter", message });

export const runJoinChimeMeeting: Runner<JoinChimeMeeting> = (host, { Parameters }, leg, finish) => {
  if (leg.tag !== "LEG-A") return finishSoon(host, finish, invalid("Only LEG-A joins a meeting."));
  if (host.legs().some(({ tag, status }) => tag === "LEG-B" && status === "Connected")) {
    return finishSoon(host, finish, invalid("Invalid action on the call."));
  }
  host.answer();
  const cancel = host.clock.after(joinMs, () => {
    const { MeetingId, JoinToken } = Parameters;
    let meetingLeg: (() => void) | undefined;
    const place = host.rooms.join(MeetingId, JoinToken, () => meetingLeg?.());
    if (!place || MeetingId === undefined) {
      finish({
        ok: false,
        errorType: "ErrorJoiningMeeting",
        message: "Error while joining meeting.",
        asText: true,
      });
      return;
    }
    host.addMeetingLeg({ ...place, meetingId: MeetingId, leave: () => place.leave() });
    host.tell({ kind: "joined", meetingId: MeetingId, attendeeId: place.attendeeId });
    meetingLeg = () => {
      const left = host.legs().find(({ tag, status }) => tag === "LEG-B" && status === "Connected");
      if (left?.place?.attendeeId === place.attendeeId) host.endLeg(left, 0, "the meeting ended");
    };
    finish({ ok: true });
  });
  return { cancel };
};

export const runModifyAttendees: Runner<ModifyChimeMeetingAttendees> = (
  host,
  { Parameters },
  _leg,
  finish,
) => {
  const inMeeting = host.legs().some((leg) => leg.place !== undefined && leg.status === "Connected");
  if (!inMeeting) return finishSoon(host, finish, invalid("Call is not connected to Chime Meeting."));
  const { MeetingId, AttendeeList, Operation } = Parameters;
  const missing = host.rooms.mute(MeetingId, AttendeeList, Operation === "Mute");
  if (missing === undefined)
    return finishSoon(host, finish, invalid("Meeting ID parameter value is invalid."));
  if (missing.length > 0) {
    return finishSoon(
      host,
      finish,
      invalid(
        "One or more attendees are not part of this meeting. All attendees must be part of this meeting.",
      ),
    );
  }
  host.tell({ kind: "muted", muted: Operation === "Mute", attendees: AttendeeList });
  return finishSoon(host, finish, { ok: true });
};
