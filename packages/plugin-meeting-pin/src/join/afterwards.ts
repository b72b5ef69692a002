import { cutOff, whileWaited } from "@switchhook/aws";
import { type Action, back, type Clock, done, end, type Outcome, stay } from "@switchhook/core";
import type { Room } from "../rooms/meeting-rooms.js";
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

// Of the second and a half that a cleanup has: what is written to the room, which later callers depend on, comes after it.
const meetingsMs = 1000;
// Of these: what is left is enough to delete a meeting whose places could not be given back.
const releaseMs = 600;

/**
 * Gives the caller's place back; the last one who leaves takes a lock off, and deletes the meeting, if that is wanted and
 * nobody is in.
 */
export async function leave(args: JoinArgs): Promise<void> {
  const { call, deps, settings, signal } = args;
  const { attendance, meeting } = call.results;
  const inTime = cutOff(deps.clock, meetingsMs, signal, "answer");
  const released =
    attendance && settled(() => deps.meetings.release(attendance, inTime.signal), inTime.signal);
  try {
    // First, for the last one of those who leave at once takes whoever has a place still for somebody who stays.
    if (released && settings.deleteMeeting) await waitedFor(released, deps.clock, inTime.signal);
    const room = await deps.rooms?.leave(meeting.id, call.transactionId, signal);
    if (room && attendance) {
      await announceExit(args, room);
      if (await endAsLast(args, { room, attendance, inTime: inTime.signal })) return;
    }
    const failure = await released;
    if (failure) throw failure.error;
  } finally {
    await released;
    inTime.cancel();
  }
}

/** Waits for a release, not for long: with the meeting the place is gone as well, whether it was given back or not. */
async function waitedFor(released: Promise<unknown>, clock: Clock, signal: AbortSignal): Promise<void> {
  const soon = cutOff(clock, releaseMs, signal, "release");
  await settled(async () => void (await released), soon.signal);
  soon.cancel();
}

/** What work has failed with, in time or not; undefined when it has not. */
const settled = (work: () => Promise<void>, signal: AbortSignal): Promise<{ error: unknown } | undefined> =>
  whileWaited(signal, work).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );

interface Leaving {
  readonly room: Room;
  readonly attendance: Attendance;
  readonly inTime: AbortSignal;
}

/** Whether the meeting was deleted. */
async function endAsLast(
  { call, deps, settings, signal }: JoinArgs,
  { room, attendance, inTime }: Leaving,
): Promise<boolean> {
  const { rooms, meetings } = deps;
  const { id } = call.results.meeting;
  if (!rooms || !(settings.deleteMeeting || room.locked)) return false;
  // One of those who leave at once, and nobody comes in from here on.
  if (!(await rooms.claimEnd(id, signal))) return false;
  try {
    if (!settings.deleteMeeting) return false;
    const { meetingId, attendeeId } = attendance;
    // Web participants are in no room.
    const inside = await whileWaited(inTime, () => meetings.attendees(meetingId, inTime));
    if (inside.some((one) => one.attendeeId !== attendeeId)) return false;
    await whileWaited(inTime, () => meetings.end(meetingId, inTime));
    return true;
  } finally {
    await rooms.ended(id, signal);
  }
}
