import { token } from "@switchhook/core";
import type { Meeting } from "./listing.js";

/** An attendee's place in a meeting. */
export interface Admission {
  readonly meetingId: string;
  readonly attendeeId: string;
  /** A secret: it goes into the action and nowhere else. */
  readonly joinToken: string;
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
  /** Gives the place of a caller back. */
  release(place: Pick<Admission, "meetingId" | "attendeeId">, signal: AbortSignal): Promise<void>;
}

export const Meetings = token<Meetings>("Meetings");
