import { token } from "@switchhook/core";
import type { Meeting } from "./listing.js";

/** An attendee's place in a meeting. */
export interface Admission {
  readonly meetingId: string;
  readonly attendeeId: string;
  /** A secret: it goes into the action and nowhere else. */
  readonly joinToken: string;
}

export interface Attendee {
  readonly attendeeId: string;
  /** The transaction of a caller; whatever another program has given to those that it has let in. */
  readonly externalUserId: string;
}

export interface AdmissionRequest {
  readonly meeting: Meeting;
  /** The same for every delivery of the same event, so that a caller gets one attendee. */
  readonly attendee: string;
  /** Region of the media, by default that of the SIP media application. */
  readonly region: string;
  readonly signal: AbortSignal;
}

/** The meetings that callers are joined to. */
export interface Meetings {
  /**
   * Finds or creates the meeting and admits a caller to it.
   * `IVR_MEETING_FULL` when it takes nobody any more, `IVR_MEETING_UNAVAILABLE` when the service does not get it done.
   */
  admit(request: AdmissionRequest): Promise<Admission>;
  /** Who has a place in the meeting, web participants too; nobody when it has ended. */
  attendees(meetingId: string, signal: AbortSignal): Promise<readonly Attendee[]>;
  /** Ends the meeting: everybody is disconnected at once. Nothing happens when it has ended already. */
  end(meetingId: string, signal: AbortSignal): Promise<void>;
  /** Gives the place of a caller back. */
  release(place: Pick<Admission, "meetingId" | "attendeeId">, signal: AbortSignal): Promise<void>;
}

export const Meetings = token<Meetings>("Meetings");
