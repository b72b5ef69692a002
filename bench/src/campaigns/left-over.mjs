/**
 * What nobody will give back or find any more: each with why nothing else could be done and the fault that it comes from,
 * or undefined where there was a way. Only what was never told, or a last request for it that failed, is such a fault.
 */
export function leftOver({ meetings, calls, recorded, log, transport: { requests } }, struck) {
  const live = meetings.all().filter((meeting) => meeting.live);
  const known = new Set(recorded.map(({ bucket, key }) => `${bucket}/${key}`));
  for (const { message, fields } of log)
    if (/^(?:message deleted|IVR_MESSAGE_NOT_DELETED)|could not be deleted/.test(message))
      known.add(`${fields.bucket}/${fields.key}`);
  const told = toldBy(requests);
  const joins = {
    joined: new Set(
      calls.flatMap(({ trace }) => trace.map(({ kind, meetingId }) => kind === "joined" && meetingId)),
    ),
    failed: struck.find(({ name }) => name === "JoinChimeMeeting"),
  };
  const attendees = live.flatMap((meeting) =>
    [...meeting.attendees.keys()].map((id) => reasonOfAttendee(id, meeting, requests, told)),
  );
  return {
    attendees,
    meetings: live.map((meeting) => reasonOfMeeting(meeting, requests, { told, joins })),
    recordings: calls.flatMap((call) =>
      call.simulated.media.recordings
        .filter(({ bucket, key }) => !known.has(`${bucket}/${key}`))
        .map(() => reasonOfRecording(call, struck)),
    ),
  };
}

/** Nothing can be told at the end of a call that the service has dropped, for it tells nothing of that either. */
function reasonOfRecording({ simulated: { events } }, struck) {
  if (events.some(({ InvocationEventType }) => InvocationEventType === "HANGUP")) return undefined;
  const failed = struck.find(({ name }) => name === "Hangup");
  return because("the service cut the call for a Hangup that it refused, and told nothing of its end", {
    operation: failed?.name,
    fault: failed?.kind,
  });
}

/** The ids that creations have told. */
function toldBy(requests) {
  const ids = requests
    .filter(({ operation, told }) => ["CreateMeeting", "CreateAttendee"].includes(operation) && told)
    .map(({ told }) => JSON.parse(new TextDecoder().decode(told)))
    .map(({ Meeting, Attendee }) => Meeting?.MeetingId ?? Attendee?.AttendeeId);
  return new Set(ids);
}

/** A reason, and the fault that it comes from; undefined where there is no such fault. */
const because = (why, failed) => failed?.fault && { why, from: `${failed.operation} ${failed.fault}` };

const on = (requests, operation, path) =>
  requests.filter((one) => one.operation === operation && one.path === path);

/** The last request for something, where it failed: there was no other that could have done it. */
const lastOf = (requests, operation, path) => on(requests, operation, path).at(-1);

/** What was carried out, and not told. */
const untold = (requests, operation, path) =>
  on(requests, operation, path).findLast(({ fault }) => ["reply lost", "too slow"].includes(fault));

function reasonOfAttendee(id, { meetingId }, requests, told) {
  const place = `/meetings/${meetingId}/attendees`;
  return told.has(id)
    ? because(
        "the last request to give the place back failed",
        lastOf(requests, "DeleteAttendee", `${place}/${id}`),
      )
    : because("the place was made, and its id never told", untold(requests, "CreateAttendee", place));
}

/** Whoever hears that his place is gone takes it for given back; else it is noted in the room, and keeps no meeting. */
const isSaidGone = (id, place, requests) =>
  lastOf(requests, "DeleteAttendee", `${place}/${id}`)?.fault === "gone";

function reasonOfMeeting(meeting, requests, { told, joins }) {
  const path = `/meetings/${meeting.meetingId}`;
  const place = `${path}/attendees`;
  if (!told.has(meeting.meetingId))
    return because(
      "the meeting was made, and its id never told",
      untold(requests, "CreateMeeting", "/meetings"),
    );
  const unwritten = because(
    "the room, by which callers know who is the last, could not be written",
    lastOf(requests, "UpdateItem", "/"),
  );
  const notEnded =
    because("the last request to end it failed", lastOf(requests, "DeleteMeeting", path)) ??
    because("who is left in it could not be asked", lastOf(requests, "ListAttendees", place)) ??
    unwritten;
  const attendees = [...meeting.attendees.keys()];
  if (attendees.length > 0) {
    const unnoted = attendees.find((id) => !told.has(id) || isSaidGone(id, place, requests));
    const reason = unnoted && reasonOfAttendee(unnoted, meeting, requests, told);
    return reason ? { ...reason, why: `somebody has a place in it: ${reason.why}` } : notEnded;
  }
  const gone = requests.filter(({ operation, fault }) => operation === "CreateAttendee" && fault === "gone");
  const saidOver = gone.find((request) => request.path === place);
  if (saidOver) return because("the service had said that it was over", saidOver);
  if (gone.length > 0)
    return because(
      "the service had said of the meeting before it that it was over, so that callers were in two",
      gone[0],
    );
  if (!joins.joined.has(meeting.meetingId)) {
    const { failed } = joins;
    return (
      because("nobody could get a place in it", lastOf(requests, "CreateAttendee", place)) ??
      because(
        "who waits learns of the meeting by asking for it, which failed",
        lastOf(requests, "CreateMeeting", "/meetings"),
      ) ??
      unwritten ??
      because("nobody could be joined to it", failed && { operation: failed.name, fault: failed.kind })
    );
  }
  return notEnded;
}
