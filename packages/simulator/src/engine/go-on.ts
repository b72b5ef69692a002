import { enterMeeting } from "./actions/meeting.js";
import type { ActionHost } from "./actions/runner.js";
import type { CallLegs } from "./call-legs.js";
import type { CallSnapshot } from "./call-snapshot.js";

/** Puts a call where another one was: its listeners, and its place in a meeting that still is. */
export function restoreLegs(from: CallSnapshot, legs: CallLegs, host: ActionHost): void {
  for (const leg of from.legs) {
    const { listener, meeting, status, tag } = leg;
    if (tag === "LEG-B") {
      const back =
        status === "Connected" &&
        meeting !== undefined &&
        enterMeeting(host, meeting.meetingId, meeting.joinToken);
      if (!back) legs.addEnded(leg);
      if (!back && status === "Connected") {
        const text = "the second leg of the former call could not be set up again";
        host.tell({ kind: "warning", severity: "warning", text });
      }
    }
    const now = legs.live.find((live) => live.tag === tag);
    if (listener && now) host.setListener(now, listener);
  }
}
