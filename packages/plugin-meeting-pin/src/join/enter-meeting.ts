import { end, IvrError, joinMeeting, type Outcome, pause, stay } from "@switchhook/core";
import { askForName } from "./announce.js";
import { beside } from "./beside.js";
import { type Attendance, isModerator, type JoinArgs } from "./join-args.js";
import { wait } from "./waiting-room.js";

type Joined = Outcome<{ attendance: Attendance }, never>;

/** The way into the meeting: past the lock and the waiting room, unless admitted; the name, a place, the join. */
export async function enterMeeting(args: JoinArgs, { admitted = false } = {}): Promise<Joined> {
  const { deps, settings, log } = args;
  try {
    // Who waits only for the end of the last meeting has been let in already.
    const refused = admitted || args.state.e !== undefined ? undefined : await stopped(args);
    if (refused) return refused;
    return askForName(args) ?? (await join(args));
  } catch (cause) {
    const error =
      cause instanceof IvrError
        ? cause
        : new IvrError("IVR_MEETING_UNAVAILABLE", "the room of the meeting could not be read or written", {
            cause,
          });
    log.error(error.message, { code: error.code, hint: error.hint, error });
    const { full, unavailable } = settings.prompts;
    return end([deps.prompts.play(error.code === "IVR_MEETING_FULL" ? full : unavailable)]);
  }
}

/** What keeps the caller out, if anything does. */
async function stopped(args: JoinArgs): Promise<Joined | undefined> {
  const { deps, settings, call, signal } = args;
  const { rooms } = deps;
  if (!rooms || isModerator(args)) return undefined;
  const { id } = call.results.meeting;
  const { waitingRoom, lockable, prompts } = settings;
  if (!waitingRoom && !lockable) return undefined;
  // Noted first, read then: a moderator who comes in between finds him waiting, or is found.
  const room = waitingRoom ? await rooms.wait(id, call.transactionId, signal) : await rooms.look(id, signal);
  if (lockable && room.locked) {
    await rooms.leave(id, call.transactionId, signal);
    return end([deps.prompts.play(prompts.locked)]);
  }
  return waitingRoom && !room.open ? wait(args, waitingRoom) : undefined;
}

/** Takes a place in the meeting, and joins. */
async function join(args: JoinArgs): Promise<Joined> {
  const { call, deps, settings, signal, state, save } = args;
  const { mediaRegion, prompts } = settings;
  if (!(await noteEntry(args))) return waitForEnd(args);
  const { joinToken, ...attendance } = await deps.meetings.admit({
    meeting: call.results.meeting,
    attendee: call.transactionId,
    region: mediaRegion ?? call.region,
    signal,
  });
  // The name is for when the caller is in; the rest is over.
  if (state.n !== undefined) save({ n: state.n });
  else if (state.w !== undefined || state.e !== undefined) save({});
  const joining = prompts.joining === undefined ? [] : [deps.prompts.play(prompts.joining)];
  return stay([...joining, joinMeeting({ JoinToken: joinToken, MeetingId: attendance.meetingId })], {
    adds: { attendance },
  });
}

// The next try has the rest of the invocation.
const releaseMs = 600;

/** Gives a place back that could not be joined: it counts like any other. */
export async function giveBackUnused(args: JoinArgs): Promise<void> {
  const { call, deps } = args;
  const { attendance } = call.results;
  if (!attendance) return;
  const release = (signal: AbortSignal) => deps.meetings.release(attendance, signal);
  await beside(args, "a place that could not be joined was not given back", release, releaseMs);
}

// Whoever deletes the meeting has a moment for it; who comes meanwhile goes into the next one.
const tries = 3;
const betweenTriesMs = 200;
const pauseMs = 600;
// Together longer than an end can take.
const mostPauses = 6;

/** Notes that the caller goes in; false while the meeting is being ended, which would put him out. */
async function noteEntry(args: JoinArgs): Promise<boolean> {
  const { call, deps, signal } = args;
  if (!deps.rooms) return true;
  const caller = { transaction: call.transactionId, moderator: isModerator(args) };
  for (let attempt = 0; attempt < tries; attempt++) {
    if (await deps.rooms.enter(call.results.meeting.id, caller, signal)) return true;
    await new Promise<void>((resolve) => deps.clock.after(betweenTriesMs, resolve));
    signal.throwIfAborted();
  }
  return false;
}

/** Longer than an invocation should: the caller comes again after a pause. */
function waitForEnd({ state, save, call }: JoinArgs): Joined {
  const pauses = (state.e ?? 0) + 1;
  if (pauses > mostPauses) {
    throw new IvrError(
      "IVR_MEETING_UNAVAILABLE",
      `the meeting ${call.results.meeting.id} does not get ended`,
      {
        hint: "Look at MeetingRooms: an end that was claimed must be over within 5 s.",
      },
    );
  }
  save({ ...state, e: pauses });
  return stay([pause({ DurationInMilliseconds: pauseMs, CallId: call.legA.callId })]);
}
