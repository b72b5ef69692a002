import { type Action, modifyAttendees } from "@switchhook/core";
import type { Attendee } from "@switchhook/plugin-meeting-pin";

/** The most attendees that one action takes (wire.md 3.14). */
export const mostInAList = 100;
// Transactions are UUIDs; only attendees on the telephone can be muted, and who came otherwise has another id.
const onTheTelephone = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The actions that mute or unmute these attendees, a hundred in each. */
export const modifyAll = (
  Operation: "Mute" | "Unmute",
  MeetingId: string,
  attendees: readonly string[],
): readonly Action[] =>
  Array.from({ length: Math.ceil(attendees.length / mostInAList) }, (_, index) =>
    modifyAttendees({
      Operation,
      MeetingId,
      AttendeeList: attendees.slice(index * mostInAList, (index + 1) * mostInAList),
    }),
  );

/** All others on the telephone, but for those that the service has just refused. */
export function othersOf(
  attendees: readonly Attendee[],
  own: string,
  refused: unknown = [],
): readonly string[] {
  const others = attendees
    .filter(({ attendeeId, externalUserId }) => attendeeId !== own && onTheTelephone.test(externalUserId))
    .map(({ attendeeId }) => attendeeId);
  return withoutNamed(others, refused);
}

/** Those whom a list of errors does not name; what an entry looks like is not documented. */
export function withoutNamed(ids: readonly string[], refused: unknown): readonly string[] {
  const named = JSON.stringify(refused) ?? "";
  return ids.filter((id) => !named.includes(id));
}
