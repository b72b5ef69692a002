/**
 * What nobody will give back or find any more: each with the fault that left nothing else to do, or undefined where there
 * was a way. Only what was never told, or a last request for it that failed, is such a fault.
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
  return failed && `Hangup ${failed.kind}`;
}

/** The ids that creations have told. */
function toldBy(requests) {
  const ids = requests
    .filter(({ operation, told }) => ["CreateMeeting", "CreateAttendee"].includes(operation) && told)
    .map(({ told }) => JSON.parse(new TextDecoder().decode(told)))
    .map(({ Meeting, Attendee }) => Meeting?.MeetingId ?? Attendee?.AttendeeId);
  return new Set(ids);
}

const named = (request) => request?.fault && `${request.operation} ${request.fault}`;

const on = (requests, operation, path) =>
  requests.filter((one) => one.operation === operation && one.path === path);

/** The fault of the last request for something: there was no other that could have done it. */
const lastOf = (requests, operation, path) => named(on(requests, operation, path).at(-1));

/** The fault of what was carried out, and not told. */
const untold = (requests, operation, path) =>
  named(on(requests, operation, path).findLast(({ fault }) => ["reply lost", "too slow"].includes(fault)));

function reasonOfAttendee(id, { meetingId }, requests, told) {
  const place = `/meetings/${meetingId}/attendees`;
  return told.has(id)
    ? lastOf(requests, "DeleteAttendee", `${place}/${id}`)
    : untold(requests, "CreateAttendee", place);
}

function reasonOfMeeting(meeting, requests, { told, joins }) {
  const path = `/meetings/${meeting.meetingId}`;
  if (!told.has(meeting.meetingId)) return untold(requests, "CreateMeeting", "/meetings");
  const [attendee] = meeting.attendees.keys();
  if (attendee !== undefined) return reasonOfAttendee(attendee, meeting, requests, told);
  const place = `${path}/attendees`;
  // The service has said of a meeting that it was over, so that two who belong together were in two.
  const gone = requests.find(({ operation, fault }) => operation === "CreateAttendee" && fault === "gone");
  if (gone) return named(gone);
  // Nobody has ever come in who could be the last to leave.
  if (!joins.joined.has(meeting.meetingId)) {
    const { failed } = joins;
    return (
      lastOf(requests, "CreateAttendee", place) ??
      // Who was about to come in and who waits learn of the meeting by asking for it, or of each other by the room.
      lastOf(requests, "CreateMeeting", "/meetings") ??
      lastOf(requests, "UpdateItem", "/") ??
      (failed && `${failed.name} ${failed.kind}`)
    );
  }
  return (
    lastOf(requests, "DeleteMeeting", path) ??
    lastOf(requests, "ListAttendees", place) ??
    // Who leaves last is known by the room alone.
    lastOf(requests, "UpdateItem", "/")
  );
}
