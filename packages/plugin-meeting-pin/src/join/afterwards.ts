import { cutOff, whileWaited } from "@switchhook/aws";
import { type Action, back, type Clock, done, end, type Outcome, stay } from "@switchhook/core";
import type { Attendee } from "../meetings.js";
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
    attendance &&
    settled(
      () => twice(inTime.signal, () => deps.meetings.release(attendance, inTime.signal)),
      inTime.signal,
    );
  try {
    // First, so that hardly ever a place has to be noted that is left behind.
    const givenBack =
      released && settings.deleteMeeting ? await isGivenBack(released, deps.clock, inTime.signal) : true;
    const room = await twice(signal, async () =>
      givenBack
        ? deps.rooms?.leave(meeting.id, call.transactionId, signal)
        : deps.rooms?.leavePlaceBehind(meeting.id, call.transactionId, signal),
    );
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

/** Whether a place has been given back; waits for it, not for long: with the meeting it is gone as well. */
async function isGivenBack(released: Promise<Failure>, clock: Clock, signal: AbortSignal): Promise<boolean> {
  const soon = cutOff(clock, releaseMs, signal, "release");
  const inVain = await settled(async () => {
    const failure = await released;
    if (failure) throw failure.error;
  }, soon.signal);
  soon.cancel();
  return inVain === undefined;
}

type Failure = { readonly error: unknown } | undefined;

/** What work has failed with, in time or not; undefined when it has not. */
const settled = (work: () => Promise<void>, signal: AbortSignal): Promise<Failure> =>
  whileWaited(signal, work).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );

/** Asks once more for what has failed in time: nobody comes later who does it, and a place, a meeting or a lock would stay. */
const twice = <T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> =>
  ask().catch((error: unknown) => {
    if (signal.aborted) throw error;
    return ask();
  });

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
  const ending = await twice(signal, () => rooms.claimEnd(id, call.transactionId, signal));
  if (!ending) return false;
  let deleted = false;
  try {
    if (!settings.deleteMeeting) return false;
    const { meetingId, attendeeId } = attendance;
    // Web participants are in no room; a place that another caller has left behind is nobody's.
    const stays = (one: Attendee) =>
      one.attendeeId !== attendeeId && !ending.placesBehind.includes(one.externalUserId);
    const inside = await twice(inTime, () =>
      whileWaited(inTime, () => meetings.attendees(meetingId, inTime)),
    );
    if (inside.some(stays)) return false;
    await twice(inTime, () => whileWaited(inTime, () => meetings.end(meetingId, inTime)));
    deleted = true;
    return true;
  } finally {
    await twice(signal, () => rooms.ended(id, { deleted }, signal));
  }
}
