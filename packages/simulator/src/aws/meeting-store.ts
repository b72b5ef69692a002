import { randomBytes, randomUUID } from "node:crypto";
import type { MeetingRooms, PlaceEvents } from "../engine/ports.js";

export interface StoredAttendee {
  readonly attendeeId: string;
  readonly externalUserId: string;
  readonly joinToken: string;
  readonly capabilities: object;
  /** Set while a call is in the meeting. */
  inside?: PlaceEvents | undefined;
  muted: boolean;
}

export interface StoredMeeting {
  readonly meetingId: string;
  readonly externalMeetingId: string;
  readonly mediaRegion: string;
  readonly token: string;
  readonly maxAttendees: number;
  readonly attendees: Map<string, StoredAttendee>;
  live: boolean;
}

// An HD session takes fewer, but nobody asks for one by telephone (wire.md 6.3).
const mostAttendees = 250;

/** The meetings of the local endpoint, and the rooms that calls are joined to: one and the same. */
export class MeetingStore implements MeetingRooms {
  readonly #byId = new Map<string, StoredMeeting>();
  readonly #byToken = new Map<string, StoredMeeting>();

  constructor(private readonly options: { readonly forgetsEndedTokens?: boolean } = {}) {}

  /** A token gives the same meeting again; whether also after its end is undocumented, so it is an option (7.2 r). */
  create(given: {
    token: string;
    externalMeetingId: string;
    mediaRegion: string;
    maxAttendees?: number;
  }): StoredMeeting {
    const known = this.#byToken.get(given.token);
    if (known && (known.live || !this.options.forgetsEndedTokens)) return known;
    const meeting: StoredMeeting = {
      meetingId: randomUUID(),
      externalMeetingId: given.externalMeetingId,
      mediaRegion: given.mediaRegion,
      token: given.token,
      maxAttendees: given.maxAttendees ?? mostAttendees,
      attendees: new Map(),
      live: true,
    };
    this.#byId.set(meeting.meetingId, meeting);
    this.#byToken.set(meeting.token, meeting);
    return meeting;
  }

  find(meetingId: string): StoredMeeting | undefined {
    const meeting = this.#byId.get(meetingId);
    return meeting?.live ? meeting : undefined;
  }

  /** All that ever were, for tests and for the phone's display. */
  all(): readonly StoredMeeting[] {
    return [...this.#byId.values()];
  }

  /** Undefined when the meeting is full; the same user gets the same attendee again. */
  admit(meeting: StoredMeeting, externalUserId: string, capabilities?: object): StoredAttendee | undefined {
    const known = [...meeting.attendees.values()].find(
      (attendee) => attendee.externalUserId === externalUserId,
    );
    if (known) return known;
    if (meeting.attendees.size >= meeting.maxAttendees) return undefined;
    const attendee: StoredAttendee = {
      attendeeId: randomUUID(),
      externalUserId,
      joinToken: randomBytes(48).toString("base64url"),
      capabilities: capabilities ?? { Audio: "SendReceive", Video: "SendReceive", Content: "SendReceive" },
      muted: false,
    };
    meeting.attendees.set(attendee.attendeeId, attendee);
    return attendee;
  }

  remove(meeting: StoredMeeting, attendeeId: string): boolean {
    const attendee = meeting.attendees.get(attendeeId);
    if (!attendee) return false;
    meeting.attendees.delete(attendeeId);
    attendee.inside?.ended();
    return true;
  }

  /** Ends a meeting: everybody in it is disconnected at once (6.3). */
  end(meetingId: string): boolean {
    const meeting = this.find(meetingId);
    if (!meeting) return false;
    meeting.live = false;
    for (const attendee of meeting.attendees.values()) attendee.inside?.ended();
    return true;
  }

  join(meetingId: string | undefined, joinToken: string, on: PlaceEvents) {
    const meeting = meetingId === undefined ? undefined : this.find(meetingId);
    const attendee = [...(meeting?.attendees.values() ?? [])].find((one) => one.joinToken === joinToken);
    if (!attendee) return undefined;
    // The same attendee twice: the first connection is dropped (6.3).
    attendee.inside?.ended();
    attendee.inside = on;
    return {
      attendeeId: attendee.attendeeId,
      leave: () => {
        if (attendee.inside === on) attendee.inside = undefined;
      },
    };
  }

  mute(meetingId: string, attendees: readonly string[], muted: boolean): readonly string[] | undefined {
    const meeting = this.find(meetingId);
    if (!meeting) return undefined;
    const missing = attendees.filter((id) => !meeting.attendees.get(id)?.inside);
    if (missing.length > 0) return missing;
    for (const id of attendees) {
      const attendee = meeting.attendees.get(id);
      if (!attendee) continue;
      attendee.muted = muted;
      attendee.inside?.muted(muted);
    }
    return [];
  }
}
