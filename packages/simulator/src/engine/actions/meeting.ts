import type { JoinChimeMeeting, ModifyChimeMeetingAttendees } from "@switchhook/core/wire";
import type { SimLeg } from "../legs.js";
import { type ActionHost, type Ending, finishSoon, invalid, notOnThisCall, type Runner } from "./runner.js";

// The way into a meeting takes a moment.
const joinMs = 300;

/** Takes a place in a meeting; undefined when there is none. */
export function enterMeeting(
  host: Pick<ActionHost, "rooms" | "media" | "addMeetingLeg" | "endLeg">,
  meetingId: string | undefined,
  joinToken: string,
): SimLeg | undefined {
  let leg: SimLeg | undefined;
  const place = host.rooms.join(meetingId, joinToken, {
    ended: () => {
      if (leg && leg.status === "Connected") host.endLeg(leg, 0, "the meeting ended");
    },
    muted: (muted) => {
      if (leg) host.media.mute(leg.callId, muted);
    },
  });
  if (!place || meetingId === undefined) return undefined;
  leg = host.addMeetingLeg({
    attendeeId: place.attendeeId,
    leave: () => place.leave(),
    meetingId,
    joinToken,
  });
  return leg;
}

export const runJoinChimeMeeting: Runner<JoinChimeMeeting> = (host, { Parameters }, leg, finish) => {
  if (leg.tag !== "LEG-A") return finishSoon(host, finish, invalid("Only LEG-A joins a meeting."));
  if (host.other()) return finishSoon(host, finish, notOnThisCall);
  host.answer(leg);
  const cancel = host.clock.after(joinMs, () => {
    const { MeetingId, JoinToken } = Parameters;
    const meetingLeg = enterMeeting(host, MeetingId, JoinToken);
    if (!meetingLeg?.place) {
      finish({
        ok: false,
        errorType: "ErrorJoiningMeeting",
        message: "Error while joining meeting.",
        asText: true,
      });
      return;
    }
    const { meetingId, attendeeId } = meetingLeg.place;
    host.tell({ kind: "joined", meetingId, attendeeId });
    finish({ ok: true });
  });
  return { cancel };
};

const notThere =
  "One or more attendees are not part of this meeting. All attendees must be part of this meeting.";

export const runModifyAttendees: Runner<ModifyChimeMeetingAttendees> = (
  host,
  { Parameters },
  _leg,
  finish,
) => {
  const refused = whyNotModified(host, Parameters);
  if (refused) return finishSoon(host, finish, refused);
  const { AttendeeList, Operation } = Parameters;
  host.tell({ kind: "muted", muted: Operation === "Mute", attendees: AttendeeList });
  return finishSoon(host, finish, { ok: true });
};

function whyNotModified(
  host: ActionHost,
  { MeetingId, AttendeeList, Operation }: ModifyChimeMeetingAttendees["Parameters"],
): Ending | undefined {
  const other = host.other();
  // Failures of this action come with a list of errors, which the examples show empty (3.14).
  const withList = (ending: Ending, ErrorList: readonly string[] = []): Ending => ({
    ...ending,
    results: { ErrorList },
  });
  if (!other) return withList(notOnThisCall);
  if (!other.place) return withList(invalid("Call is not connected to Chime Meeting."));
  const missing = host.rooms.mute(MeetingId, AttendeeList, Operation === "Mute");
  if (missing === undefined) return withList(invalid("Meeting ID parameter value is invalid."));
  return missing.length > 0 ? withList(invalid(notThere), missing) : undefined;
}
