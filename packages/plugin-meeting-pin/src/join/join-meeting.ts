import { CallCommands } from "@switchhook/aws";
import { again, Clock, definePlugin, PromptStore, parseOptions, stay } from "@switchhook/core";
import * as z from "zod/mini";
import { Meeting } from "../listing.js";
import { Meetings } from "../meetings.js";
import { admitCommand } from "../rooms/admit-waiting.js";
import { MeetingRooms } from "../rooms/meeting-rooms.js";
import { memoryRooms } from "../rooms/memory-rooms.js";
import { goOn, leave, offerAnotherPin, takeAnotherPin } from "./afterwards.js";
import {
  announceAgain,
  announced,
  announceEntry,
  exitToneCommand,
  noName,
  playExitTone,
} from "./announce.js";
import { enterMeeting, giveBackUnused } from "./enter-meeting.js";
import { Attendance, type JoinArgs, JoinState } from "./join-args.js";
import { type JoinMeetingOptions, joinMeetingSchema, needsRooms, promptsPlayed } from "./options.js";
import { goOnUnheard } from "./unheard.js";
import { letOthersIn } from "./waiting-room.js";

/** Joins the caller with the `meeting` of the call, and stays until one of them leaves; adds `attendance`. */
export const joinMeeting = (options: JoinMeetingOptions = {}) => {
  const settings = parseOptions("join-meeting", joinMeetingSchema, options);
  const { announce, maxAttempts, waitingRoom, ownRooms } = settings;
  const rooms = needsRooms(settings);
  type Given = Omit<JoinArgs, "settings" | "state"> & { readonly state: JoinState | undefined };
  const at = (args: Given): JoinArgs => ({ settings, ...args, state: args.state ?? {} });

  return definePlugin({
    name: "join-meeting",
    deps: {
      prompts: PromptStore,
      meetings: Meetings,
      clock: Clock,
      ...(rooms && { rooms: MeetingRooms }),
      ...((waitingRoom || announce.tones) && { commands: CallCommands }),
    },
    ...(rooms && ownRooms && { services: [memoryRooms()] }),
    prompts: promptsPlayed(settings),
    needs: z.object({ meeting: Meeting }),
    adds: z.strictObject({ attendance: Attendance }),
    reads: z.object({ attendance: Attendance }),
    step: {
      maxAttempts,
      state: JoinState,
      ask(args) {
        if (isIn(args)) return stay(announceAgain(at(args)));
        return args.state?.a === 1 ? offerAnotherPin(at(args)) : enterMeeting(at(args));
      },
      on: {
        // Nothing more of the list: a join that a feature's list had put off must not run a second time.
        "ACTION_SUCCESSFUL:JoinChimeMeeting": async (args) => {
          const [heard] = await Promise.all([announceEntry(at(args)), letOthersIn(at(args))]);
          return stay(heard);
        },
        // The meeting may have ended a moment ago; then there is a next one.
        "ACTION_FAILED:JoinChimeMeeting": async ({ event, ...args }) => {
          args.log.warn("IVR_MEETING_UNAVAILABLE: the caller could not be joined", {
            code: "IVR_MEETING_UNAVAILABLE",
            errorType: event.ActionData.ErrorType,
          });
          await giveBackUnused(at(args));
          return again();
        },
        // The music is over: has somebody come, or the time that is set?
        "ACTION_SUCCESSFUL:PlayAudio": (args) => {
          if (isIn(args)) announced(at(args));
          return args.state?.w === undefined || isIn(args) ? stay() : enterMeeting(at(args));
        },
        "ACTION_SUCCESSFUL:Pause": (args) => (isIn(args) ? stay() : enterMeeting(at(args))),
        "ACTION_FAILED:PlayAudio": ({ event, ...args }) => goOnUnheard(at(args), event.ActionData),
        CALL_UPDATE_REQUESTED: (args) => {
          const { command } = args.event.ActionData?.Parameters?.Arguments ?? {};
          if (command === exitToneCommand) return playExitTone(at(args));
          if (command === admitCommand)
            return args.state?.w === undefined ? stay() : enterMeeting(at(args), { admitted: true });
          args.log.warn("IVR_COMMAND_UNKNOWN: no feature and not this step declares it; the call goes on", {
            code: "IVR_COMMAND_UNKNOWN",
            command: command ?? "none",
          });
          return stay();
        },
        "ACTION_SUCCESSFUL:RecordAudio": (args) =>
          enterMeeting(withName(at(args), args.event.ActionData.RecordingDestination?.Key)),
        // No name is no reason to stay outside.
        "ACTION_FAILED:RecordAudio": (args) => enterMeeting(withName(at(args), undefined)),
        "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": (args) =>
          takeAnotherPin(at(args), args.event.ActionData.ReceivedDigits ?? ""),
        "ACTION_FAILED:PlayAudioAndGetDigits": (args) => takeAnotherPin(at(args), ""),
        "ACTION_SUCCESSFUL:Hangup": (args) => goOn(at(args), "left"),
        HANGUP: (args) => goOn(at(args), "ended"),
      },
      giveUp: ({ deps }) => [deps.prompts.play(settings.prompts.unavailable)],
      cleanup: (args) => leave(at({ ...args, save: () => {} })),
    },
  });
};

const isIn = ({ call }: Pick<JoinArgs, "call">): boolean => call.legB?.connected === true;

// A name that was not recorded is not asked for again.
function withName(args: JoinArgs, key: string | undefined): JoinArgs {
  const state = { ...args.state, n: key ?? noName };
  args.save(state);
  return { ...args, state };
}
