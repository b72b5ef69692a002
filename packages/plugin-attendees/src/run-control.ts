import { cutOff, whileWaited } from "@switchhook/aws";
import { type Action, hangup, modifyAttendees } from "@switchhook/core";
import type { ControlArgs } from "./control-args.js";
import { helpText } from "./help.js";
import { type Control, ofModerators } from "./options.js";
import { modifyAll, othersOf } from "./others.js";
import { settled } from "./program-list.js";

/** What is asked of a control: by a key the opposite of what is, by a command what it says. */
export interface Asked {
  readonly control: Control;
  /** Whether it is to be on: muted, locked; by a key undefined. */
  readonly on?: boolean | undefined;
  /** Commands come from programs that may do everything. */
  readonly trusted: boolean;
}

// Of the second and a half that a feature has: the caller hears that it did not work.
const serviceMs = 1200;

/** Carries a control out; the caller who asked is the only one to hear what came of it. */
export async function runControl(args: ControlArgs, asked: Asked): Promise<readonly Action[]> {
  const { call, deps, settings, log } = args;
  if (!call.results.attendance || !call.legB?.connected) return [];
  const say = (of: keyof typeof settings.prompts) => [deps.prompts.play(settings.prompts[of])];
  if (!asked.trusted && ofModerators.has(asked.control) && !isModerator(args)) return say("notAllowed");
  const inTime = cutOff(deps.clock, serviceMs, args.signal, asked.control);
  try {
    return await whileWaited(inTime.signal, () => carryOut({ ...args, signal: inTime.signal }, asked));
  } catch (error) {
    log.error(`IVR_MEETING_UNAVAILABLE: ${asked.control} did not work`, {
      code: "IVR_MEETING_UNAVAILABLE",
      error,
    });
    return say("failed");
  } finally {
    inTime.cancel();
  }
}

const isModerator = ({ call }: ControlArgs): boolean => call.results.meeting?.role === "moderator";

async function carryOut(args: ControlArgs, { control, on }: Asked): Promise<readonly Action[]> {
  const { call, deps, settings, state, signal } = args;
  const { attendance, meeting } = call.results;
  const { meetings, rooms, prompts } = deps;
  if (!attendance) return [];
  switch (control) {
    case "mute": {
      const mutes = on ?? state.muted !== true;
      return [
        modifyAttendees({
          Operation: mutes ? "Mute" : "Unmute",
          MeetingId: attendance.meetingId,
          AttendeeList: [attendance.attendeeId],
        }),
      ];
    }
    case "muteOthers": {
      const is = (on ?? state.others?.is !== "Mute") ? "Mute" : "Unmute";
      return muteOthers(args, { is, tries: 0 });
    }
    case "count": {
      const { length } = (await meetings?.attendees(attendance.meetingId, signal)) ?? [];
      return [prompts.play({ prompt: settings.prompts.count, values: { count: String(length) } })];
    }
    case "leave":
      return call.legB ? [hangup({ CallId: call.legB.callId })] : [];
    case "lock": {
      if (!rooms || !meeting) return [];
      const locks = on ?? !(await rooms.look(meeting.id, signal)).locked;
      await rooms.lock(meeting.id, locks, signal);
      return [prompts.play(locks ? settings.prompts.locked : settings.prompts.unlocked)];
    }
    case "end":
      // Everybody's HANGUP says that it is over, this caller's too.
      await meetings?.end(attendance.meetingId, signal);
      return [];
    case "help":
      return [
        prompts.play({ text: helpText(settings, { locale: call.locale, moderator: isModerator(args) }) }),
      ];
  }
}

/** Mutes or unmutes all others; the word about it stands behind the actions and is heard only when they worked. */
async function muteOthers(
  { call, deps, settings, save, state, signal }: ControlArgs,
  others: { readonly is: "Mute" | "Unmute"; readonly tries: number },
  refused?: unknown,
): Promise<readonly Action[]> {
  const { attendance } = call.results;
  if (!attendance) return [];
  const { meetingId, attendeeId } = attendance;
  const attendees = (await deps.meetings?.attendees(meetingId, signal)) ?? [];
  const list = othersOf(attendees, attendeeId, refused);
  const { nobodyElse, othersMuted, othersUnmuted } = settings.prompts;
  if (list.length === 0) return [deps.prompts.play(nobodyElse)];
  save({ ...settled(state), others });
  return [
    ...modifyAll(others.is, meetingId, list),
    deps.prompts.play(others.is === "Mute" ? othersMuted : othersUnmuted),
  ];
}

const mostTries = 3;

/** Somebody of the list has left in between: the rest of them once more, without those that were refused. */
export async function tryOthersAgain(args: ControlArgs, refused: unknown): Promise<readonly Action[]> {
  const { deps, settings, state, save, log } = args;
  const failed = [deps.prompts.play(settings.prompts.failed)];
  const { others } = state;
  if (!others || (others.tries ?? 0) >= mostTries) {
    save({ ...state, others: undefined });
    return failed;
  }
  try {
    return await muteOthers(args, { ...others, tries: (others.tries ?? 0) + 1 }, refused);
  } catch (error) {
    log.error("IVR_MEETING_UNAVAILABLE: the others could not be listed", {
      code: "IVR_MEETING_UNAVAILABLE",
      error,
    });
    return failed;
  }
}
