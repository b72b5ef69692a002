import type { FarEnd, Place, Tap } from "./ports.js";

export type LegTag = "LEG-A" | "LEG-B";

/** One leg of a call. */
export interface SimLeg {
  readonly callId: string;
  readonly tag: LegTag;
  readonly to: string;
  readonly from: string;
  readonly direction: "Inbound" | "Outbound";
  readonly startedAt: number;
  readonly sipHeaders: Readonly<Record<string, string>>;
  /** Real first events have no status (1.4). */
  status: "new" | "Connected" | "Disconnected";
  /** The party at the other end. */
  farEnd?: FarEnd | undefined;
  /** The meeting that this leg leads to. */
  place?: MeetingPlace;
  recording?: { location: string; is: "running" | "paused" | "over"; tap: Tap };
}

export interface MeetingPlace extends Place {
  readonly meetingId: string;
  readonly joinToken: string;
}

/** A leg as events tell it. */
export const participantOf = (leg: SimLeg) => ({
  CallId: leg.callId,
  ParticipantTag: leg.tag,
  To: leg.to,
  From: leg.from,
  Direction: leg.direction,
  StartTimeInMilliseconds: String(leg.startedAt),
  ...(leg.status !== "new" && { Status: leg.status }),
  ...(Object.keys(leg.sipHeaders).length > 0 && { SipHeaders: leg.sipHeaders }),
});
