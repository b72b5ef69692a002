import { type Action, modifyAttendees } from "@switchhook/core";
import type { Attendee } from "@switchhook/plugin-meeting-pin";

// The most that one action takes (sma.md 3.14).
const mostInAList = 100;
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

/** Once more without those that the service has just refused; nothing where it refused for another reason. */
export function withoutRefused(
  {
    Operation,
    MeetingId = "",
    AttendeeList = [],
  }: {
    readonly Operation?: string | undefined;
    readonly MeetingId?: string | undefined;
    readonly AttendeeList?: readonly string[] | undefined;
  },
  refused: unknown,
): readonly Action[] {
  const rest = withoutNamed(AttendeeList, refused);
  return rest.length < AttendeeList.length
    ? modifyAll(Operation === "Unmute" ? "Unmute" : "Mute", MeetingId, rest)
    : [];
}

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

// What an entry looks like is not documented; that it names the attendee is all that matters.
function withoutNamed(ids: readonly string[], refused: unknown): readonly string[] {
  const named = JSON.stringify(refused) ?? "";
  return ids.filter((id) => !named.includes(id));
}
