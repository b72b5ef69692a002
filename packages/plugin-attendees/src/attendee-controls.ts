import { Clock, command, definePlugin, PromptStore, parseOptions } from "@switchhook/core";
import { MeetingRooms, Meetings } from "@switchhook/plugin-meeting-pin";
import * as z from "zod/mini";
import { type ControlArgs, ControlState, reads } from "./control-args.js";
import {
  type AttendeeControlsOptions,
  type Control,
  controls,
  inUse,
  ofModerators,
  optionsSchema,
  promptsPlayed,
} from "./options.js";
import { goOnWithList, modifyListed, settled } from "./program-list.js";
import { type Asked, runControl, tryOthersAgain } from "./run-control.js";

// By what programs know them; the client is attendeeCommands().
const commandsOf: Readonly<Record<Exclude<Control, "help">, Readonly<Record<string, boolean | undefined>>>> =
  {
    mute: { mute: true, unmute: false },
    count: { "say-count": undefined },
    leave: { leave: undefined },
    muteOthers: { "mute-others": true, "unmute-others": false },
    lock: { lock: true, unlock: false },
    end: { "end-meeting": undefined },
  };
const listedAttendees = z.lazy(() =>
  z.strictObject({
    operation: z.enum(["Mute", "Unmute"]),
    attendees: z.pipe(
      z.pipe(
        z.string(),
        z.transform((list) => list.split(",")),
      ),
      z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.minLength(1), z.maxLength(250)),
    ),
  }),
);

/** In a meeting, keys and commands mute, count, lock, leave and end; what came of it is said to that caller alone. */
export const attendeeControls = (options: AttendeeControlsOptions = {}) => {
  const settings = parseOptions("attendee-controls", optionsSchema, options);
  const used = inUse(settings);
  const { keys } = settings;
  const ofMeeting = [...used].some((control) => ofModerators.has(control));
  const needsMeetings = (["count", "muteOthers", "end"] as const).some((control) => used.has(control));

  type Given = Omit<ControlArgs, "settings" | "state"> & { readonly state: ControlState | undefined };
  const at = (args: Given): ControlArgs => ({ settings, ...args, state: args.state ?? {} });
  const run = (asked: Asked) => (args: Given) => runControl(at(args), asked);

  const commanded = settings.commands.flatMap((control) =>
    Object.entries(commandsOf[control]).map(([name, on]) => [
      name,
      command(z.strictObject({}), run({ control, on, trusted: true })),
    ]),
  );
  const someAttendees = command(listedAttendees, (args: Given, { operation, attendees }) => {
    const { attendance } = args.call.results;
    if (!attendance || !args.call.legB?.connected) return [];
    return modifyListed(at(args), { operation, meetingId: attendance.meetingId, attendees });
  });

  return definePlugin({
    name: "attendee-controls",
    deps: {
      prompts: PromptStore,
      clock: Clock,
      ...(needsMeetings && { meetings: Meetings }),
      ...(used.has("lock") && { rooms: MeetingRooms }),
    },
    prompts: promptsPlayed(settings),
    // Who only mutes himself need not have a role.
    reads: (ofMeeting ? reads : z.pick(reads, { attendance: true })) as typeof reads,
    feature: {
      state: ControlState,
      digits: Object.fromEntries(
        controls.flatMap((control) => {
          const key = keys[control];
          return key === false ? [] : [[key, run({ control, trusted: false })]];
        }),
      ),
      commands: {
        ...Object.fromEntries(commanded),
        ...(settings.commands.includes("muteOthers") && { "modify-attendees": someAttendees }),
      },
      on: {
        // In another meeting nobody is muted yet.
        "ACTION_SUCCESSFUL:JoinChimeMeeting": ({ state, save }) => {
          if (state) save({});
        },
        ACTION_SUCCESSFUL: ({ state, save, done, pending }) => {
          if (state && onItsWay(state) && done.includes(modifies) && !pending.includes(modifies))
            save(settled(state));
        },
        // Only now is it true: whoever believes to be muted and is not has been failed badly.
        "ACTION_SUCCESSFUL:ModifyChimeMeetingAttendees": ({ event, mine, ...args }) => {
          const { Operation, AttendeeList } = event.ActionData.Parameters ?? {};
          const { deps, state = {}, save, call } = args;
          if (!mine) return;
          if (!isOwn(AttendeeList, call.results.attendance?.attendeeId)) {
            if (!args.pending.includes(modifies)) save(settled(state));
            return;
          }
          const muted = Operation === "Mute";
          save({ ...state, muted });
          return [deps.prompts.play(muted ? settings.prompts.muted : settings.prompts.unmuted)];
        },
        "ACTION_FAILED:ModifyChimeMeetingAttendees": ({ event, mine, ...args }) => {
          const { ErrorList, Parameters } = event.ActionData;
          if (!mine) return;
          const { Operation, MeetingId = "", AttendeeList = [] } = Parameters ?? {};
          if (isOwn(AttendeeList, args.call.results.attendance?.attendeeId))
            return [args.deps.prompts.play(settings.prompts.failed)];
          // A program's list: nobody has pressed a key who would have to hear of it.
          if (args.state?.others?.tries !== undefined) return tryOthersAgain(at(args), ErrorList);
          const operation = Operation === "Unmute" ? "Unmute" : "Mute";
          return goOnWithList(
            at(args),
            { operation, meetingId: MeetingId, attendees: AttendeeList },
            ErrorList,
          );
        },
      },
    },
  });
};

const modifies = "ModifyChimeMeetingAttendees";

const onItsWay = ({ others, listed }: ControlState): boolean =>
  others?.tries !== undefined || listed !== undefined;

const isOwn = (list: readonly string[] | undefined, own: string | undefined): boolean =>
  own !== undefined && list?.length === 1 && list[0] === own;
