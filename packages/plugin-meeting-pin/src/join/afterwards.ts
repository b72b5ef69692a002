import { type Action, back, done, end, type Outcome, stay } from "@switchhook/core";
import { announceExit } from "./announce.js";
import { beside } from "./beside.js";
import type { Attendance, JoinArgs } from "./join-args.js";

type Left = Outcome<{ attendance: Attendance }, never>;

const yes = "1";
const answerMs = 8000;

/** What becomes of a caller who stays although the meeting is over for him. */
export async function goOn(args: JoinArgs, why: "ended" | "left"): Promise<Left> {
  const { settings, deps, call, state } = args;
  // Told twice, by the report of the hang-up and by the HANGUP itself: the first has been answered.
  if (state.a === 1) return stay();
  await beside(args, "the place of a caller could not be given back", (signal) => leave({ ...args, signal }));
  const said: readonly Action[] = why === "ended" ? [deps.prompts.play(settings.prompts.ended)] : [];
  const { attendance } = call.results;
  switch (settings.afterwards) {
    case "another-pin":
      return why === "left" ? back([], { to: "meeting-pin" }) : offerAnotherPin(args, said);
    case "hang-up":
      return end(said);
    case "go-on":
      return attendance ? done({ attendance }, said) : end(said);
  }
}

export function offerAnotherPin({ deps, settings, save }: JoinArgs, said: readonly Action[] = []): Left {
  save({ a: 1 });
  const { anotherPin } = settings.prompts;
  return stay([
    ...said,
    deps.prompts.collect(anotherPin, anotherPin, { min: 1, max: 1, attemptMs: answerMs }),
  ]);
}

export const takeAnotherPin = ({ deps, settings }: JoinArgs, key: string): Left =>
  key === yes ? back([], { to: "meeting-pin" }) : end([deps.prompts.play(settings.prompts.goodbye)]);

/**
 * Gives the caller's place back; the last one who leaves takes a lock off, and deletes the meeting, if that is wanted and
 * nobody is in.
 */
export async function leave(args: JoinArgs): Promise<void> {
  const { call, deps, settings, signal } = args;
  const { attendance, meeting } = call.results;
  const { rooms, meetings } = deps;
  const [room] = await Promise.all([
    rooms?.leave(meeting.id, call.transactionId, signal),
    attendance && meetings.release(attendance, signal),
  ]);
  if (room && attendance) await announceExit(args, room);
  if (!rooms || !room || !attendance || !(settings.deleteMeeting || room.locked)) return;
  // One of those who leave at once, and nobody comes in from here on.
  if (!(await rooms.claimEnd(meeting.id, signal))) return;
  try {
    if (!settings.deleteMeeting) return;
    // Web participants are in no room.
    const others = await meetings.attendees(attendance.meetingId, signal);
    if (others.length === 0) await meetings.end(attendance.meetingId, signal);
  } finally {
    await rooms.ended(meeting.id, signal);
  }
}
