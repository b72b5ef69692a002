import { createHash } from "node:crypto";
import { cutOff, whileWaited } from "@switchhook/aws";
import type { Action } from "@switchhook/core";
import type { ControlArgs, ControlState } from "./control-args.js";
import { modifyAll, mostInAList, withoutNamed } from "./others.js";

/** What a program wants done to some attendees of a meeting. */
export interface ProgramList {
  readonly operation: "Mute" | "Unmute";
  readonly meetingId: string;
  readonly attendees: readonly string[];
}

/** The actions for a program's list; what is behind its first hundred is noted, for a failure throws it away. */
export function modifyListed(
  { state, save }: Pick<ControlArgs, "state" | "save">,
  { operation, meetingId, attendees }: ProgramList,
): readonly Action[] {
  const listed = attendees.slice(mostInAList).map(markOf).join("");
  save({ ...settled(state), ...(listed !== "" && { listed }) });
  return modifyAll(operation, meetingId, attendees);
}

// Of the second and a half that a feature has.
const serviceMs = 1200;

/**
 * After a hundred of a program's list was refused: what is left of it without those that are named, and what was behind
 * it. Each time the list is shorter, so that it ends.
 */
export async function goOnWithList(
  args: ControlArgs,
  { attendees, ...list }: ProgramList,
  refused: unknown,
): Promise<readonly Action[]> {
  const rest = withoutNamed(attendees, refused);
  // Refused for another reason: again it would be no better, but those behind it may be.
  const again = rest.length < attendees.length ? rest : [];
  const behind = withoutNamed(await listedBehind(args, list.meetingId), refused).filter(
    (id) => !attendees.includes(id),
  );
  return modifyListed(args, { ...list, attendees: [...again, ...behind] });
}

/** Nothing is on its way any more: it has been carried out, or has had its place taken. */
export const settled = ({ others, listed: _, ...state }: ControlState): ControlState =>
  others ? { ...state, others: { is: others.is } } : state;

/** Whom of the meeting the marks are of. */
async function listedBehind(
  { deps, state, log, signal }: ControlArgs,
  meetingId: string,
): Promise<readonly string[]> {
  const { listed } = state;
  if (listed === undefined || !deps.meetings) return [];
  const marks = new Set(listed.match(eachMark));
  const { meetings } = deps;
  const inTime = cutOff(deps.clock, serviceMs, signal, "attendees");
  try {
    const attendees = await whileWaited(inTime.signal, () => meetings.attendees(meetingId, inTime.signal));
    return attendees.map(({ attendeeId }) => attendeeId).filter((id) => marks.has(markOf(id)));
  } catch (error) {
    log.error("IVR_MEETING_UNAVAILABLE: a program's list was not carried out to its end", {
      code: "IVR_MEETING_UNAVAILABLE",
      left: marks.size,
      error,
    });
    return [];
  } finally {
    inTime.cancel();
  }
}

// Whole ids have no room in the call state. 30 bits: among 250 attendees two are alike once in 30,000 meetings.
const markLength = 5;
const eachMark = new RegExp(`.{${markLength}}`, "g");
const markOf = (id: string): string =>
  createHash("sha256").update(id).digest("base64url").slice(0, markLength);
