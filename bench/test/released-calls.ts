import { CallCommands } from "@switchhook/aws";
import { type Binding, Clock, type IvrHandler, type LogFields, Logger, value } from "@switchhook/core";
import { MeetingDirectory } from "@switchhook/plugin-meeting-pin";
import { ConsentLedger, RecordingAnnouncer } from "@switchhook/plugin-recording";
import {
  type SimulatedCall,
  type SimulatedCallOptions,
  simulateCall,
  VirtualClock,
} from "@switchhook/simulator";
import { readConfig } from "../../apps/lambda/src/config.js";
import { dialIn as app } from "../../apps/lambda/src/ivr.js";
import { departments } from "../../examples/departments/ivr.js";
import { openingHours } from "../../examples/language-menu/ivr.js";
import { mainMenu } from "../../examples/main-menu/ivr.js";
import { reminderCalls } from "../../examples/outbound-reminder/ivr.js";
import { ReminderOutcomes } from "../../examples/outbound-reminder/reminder-outcomes.js";
import { recordingConsent } from "../../examples/recording-consent/ivr.js";
import { answeringMachine } from "../../examples/voice-mail/ivr.js";
import { conference } from "../../examples/waiting-room/ivr.js";
import { dialIn, freeMeetings } from "../src/campaigns/dial-in.mjs";

type Snapshot = NonNullable<ReturnType<SimulatedCall["call"]["snapshotAt"]>>;

/** Where a call of a released version was when an event came, and which of its caller's moves were still to come. */
export interface ReleasedState {
  readonly call: string;
  readonly moves: number;
  readonly snapshot: Snapshot;
}

type Move = (call: SimulatedCall) => Promise<unknown>;
interface Course {
  readonly ivr: (...services: Binding[]) => IvrHandler;
  readonly moves: readonly Move[];
  readonly setup?: SimulatedCallOptions["setup"];
}

const enter =
  (keys: string): Move =>
  (call) =>
    call.enter(keys);
const elapse =
  (ms: number): Move =>
  (call) =>
    call.elapse(ms);
const hangUp: Move = (call) => call.hangUp();
const toTheEnd: Move = (call) => call.untilEnded();
const untilItRecords: Move = async (call) => {
  for (let waited = 0; waited < 20 && call.call.running?.Type !== "RecordAudio"; waited++)
    await call.elapse(500);
};
const saysSomething: Move = async (call) => {
  call.media.say(call.call.caller.callId, 3000);
  await call.elapse(3000);
};

const meetings = value(MeetingDirectory, {
  find: (pin) => {
    if (pin === "99999") return { id: "board", role: "moderator" as const };
    return pin === "12345" ? { id: "board", role: "participant" as const, locale: "en-US" } : undefined;
  },
});
const config = readConfig({
  PROMPT_BUCKET: "prompts",
  RECORDING_BUCKET: "recordings",
  MEETING_DIRECTORY: "open",
});
const recordings: Binding[] = [
  value(RecordingAnnouncer, { recorded() {} }),
  value(ConsentLedger, { note() {} }),
];
const commands = value(CallCommands, { send: async () => "gone" as const });

/** A call with every step and feature that calls can be in the middle of. */
export const courses: Readonly<Record<string, Course>> = {
  "the app": {
    ivr: (...services) => app(config, freeMeetings, meetings, ...services),
    moves: [enter("77777"), enter("12345"), enter("*6"), enter("*9"), elapse(5000), enter("*9"), hangUp],
  },
  "the dial-in flow with all plugins": {
    ivr: (...services) =>
      dialIn()
        .bind(freeMeetings, meetings, ...services)
        .build(),
    moves: [
      enter("99999"),
      enter("*9"),
      enter("*5"),
      enter("*4"),
      enter("*0"),
      enter("1"),
      enter("12345"),
      hangUp,
    ],
  },
  "a main menu": {
    ivr: mainMenu,
    moves: [enter("2"), enter("*"), enter("1"), elapse(13_000), enter("412345"), enter("1"), toTheEnd],
  },
  "a menu with departments": { ivr: departments, moves: [enter("1"), toTheEnd] },
  "a language menu": { ivr: openingHours, moves: [elapse(3000), enter("2"), toTheEnd] },
  "an answering machine": {
    ivr: (...services) => answeringMachine(...recordings, ...services),
    moves: [untilItRecords, saysSomething, enter("#"), enter("2"), toTheEnd],
  },
  "a waiting room": {
    ivr: (...services) =>
      conference(
        new URL("../../examples/waiting-room/meetings.json", import.meta.url),
        freeMeetings,
        commands,
        ...services,
      ),
    moves: [enter("12345"), elapse(70_000), enter("*#"), elapse(70_000), toTheEnd],
  },
  "a recording with consent": {
    ivr: (...services) => recordingConsent(...recordings, ...services),
    moves: [enter("1"), enter("77#"), enter("4111111111111111#"), enter("98101#"), toTheEnd],
  },
  "a reminder that is placed": {
    ivr: (...services) => reminderCalls(value(ReminderOutcomes, { tell() {} }), ...services),
    setup: {
      outbound: {
        args: {
          appointment: "a-17",
          at: "2026-12-03T17:30:00Z",
          timeZone: "America/Los_Angeles",
          language: "es-US",
        },
      },
    },
    moves: [elapse(4000), enter("7"), enter("1"), toTheEnd],
  },
};

/** A call of a course, new or from where a released version had it, and the codes of what went wrong. */
export function callOf({ ivr, setup }: Course, resume?: Snapshot) {
  const clock = new VirtualClock(Date.parse("2026-12-01T07:30:00Z"));
  const codes: unknown[] = [];
  const note = (_message: string, { code }: LogFields = {}) => void (code !== undefined && codes.push(code));
  const logger = { debug() {}, info() {}, warn: note, error: note };
  const call = simulateCall({
    handler: ivr(value(Clock, clock), value(Logger, logger)),
    clock,
    audio: { durationOf: (_bucket, key) => (key === "hold-music.wav" ? 60_000 : 1000) },
    rooms: { join: () => ({ attendeeId: "attendee-1", leave() {} }), mute: () => [] },
    setup: { ...setup, ...(resume && { resume }) },
  });
  return { call, codes };
}

/** Every state that the calls come through, at its event. */
export async function statesOf(name: string, course: Course): Promise<ReleasedState[]> {
  const { call } = callOf(course);
  // Of states that differ in numbers alone, as while music is played over and over, the first is enough.
  const states = new Map<string, ReleasedState>();
  let seen = 0;
  const note = (moves: number) => {
    for (; seen < call.events.length; seen++) {
      const snapshot = call.call.snapshotAt(call.events[seen]?.Sequence ?? 0);
      // What is still to be played is not in it: only where the answer is a list of its own, a call can go on from there.
      const answered = (call.responses[seen]?.Actions?.length ?? 0) > 0;
      if (snapshot?.attributes.ivr === undefined || !answered) continue;
      const shape = `${snapshot.type} ${JSON.stringify(snapshot.attributes).replace(/\d+/g, "0")}`;
      if (!states.has(shape)) states.set(shape, { call: name, moves, snapshot });
    }
  };
  await call.dial();
  note(0);
  for (const [index, move] of course.moves.entries()) {
    await move(call);
    note(index + 1);
  }
  return [...states.values()];
}
