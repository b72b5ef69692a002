import type { InvocationEvent } from "@switchhook/core/wire";
import fc from "fast-check";
import type { MediaPort } from "../../src/engine/ports.js";
import type { TraceEntry } from "../../src/index.js";
import {
  documentedRules,
  MeetingStore,
  ScriptedExchange,
  SmaCall,
  settle,
  VirtualClock,
  VirtualMedia,
} from "../../src/index.js";
import { bridge, collect, hangup, join, listen, pause, play, record } from "./handlers.js";

const actions = fc.constantFrom(
  play("one"),
  play("gone"),
  collect({ Repeat: 2 }),
  pause(700),
  listen("\\*6$"),
  hangup(),
  hangup({ ParticipantTag: "LEG-B" }),
  join("none", "none"),
  { Type: "VoiceFocus", Parameters: { Enable: true } },
  { Type: "Pause", Parameters: { DurationInMilliseconds: 1 } },
  { Type: "CallAndBridge", Parameters: {} },
  bridge("+12065550191"),
  bridge("+12065550192"),
  record({ DurationInSeconds: 2 }),
  record({ SilenceDurationInSeconds: 1 }),
  {
    Type: "StartCallRecording",
    Parameters: { Track: "BOTH", Destination: { Type: "S3", Location: "bucket" } },
  },
  { Type: "SendDigits", Parameters: { Digits: "1,2" } },
  { Type: "Speak", Parameters: { Text: "Hello there" } },
);
const attributes = fc.constantFrom(
  {},
  {},
  { TransactionAttributes: null },
  { TransactionAttributes: {} },
  { TransactionAttributes: { a: "1" } },
  { TransactionAttributes: { b: "2", c: "3" } },
);
/** What a handler answers, sometimes nonsense. */
export const answers = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.array(actions, { maxLength: 4 }), attributes)
      .map(([Actions, more]) => ({ SchemaVersion: "1.0", Actions, ...more })),
  },
  { weight: 2, arbitrary: fc.constant({ SchemaVersion: "1.0" }) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(undefined, "<html>", { SchemaVersion: "1.0", Actions: [{ Type: "?" }] }),
    ),
  },
);
/** What a caller does, and what comes from outside. */
export const moves = fc.oneof(
  fc.constantFrom("1", "2", "#", "*", "6").map((key) => ({ key })),
  fc.integer({ min: 1, max: 6000 }).map((ms) => ({ ms })),
  fc.constant({ update: { command: "x" } }),
);

export type Move =
  | { readonly key: string }
  | { readonly ms: number }
  | { readonly update: Record<string, string> };

/** Counts what the engine asks of the media, and what it gets back. */
function counting(media: VirtualMedia) {
  const open = new Set<object>();
  let twice = 0;
  const watched = <T>(complete: (ending: T) => void) => {
    const command = {};
    open.add(command);
    return (ending: T) => {
      if (!open.delete(command)) twice += 1;
      complete(ending);
    };
  };
  const counted: MediaPort = {
    prepare: () => media.prepare(),
    play: (leg, sound, repeat, complete) => media.play(leg, sound, repeat, watched(complete)),
    record: (leg, request, complete) => media.record(leg, request, watched(complete)),
    tap: (leg, request, complete) => media.tap(leg, request, watched(complete)),
    sendDigits: (leg, digits, ms, complete) => media.sendDigits(leg, digits, ms, watched(complete)),
    bridge: () => media.bridge(),
    enterRoom: () => media.enterRoom(),
    mute: () => media.mute(),
    end: (leg) => media.end(leg),
  };
  return { counted, open, twice: () => twice };
}

/** One random call, from the first event until no leg is left. */
export async function runRandomCall(script: readonly unknown[], steps: readonly Move[]) {
  const clock = new VirtualClock();
  const events: InvocationEvent[] = [];
  const trace: TraceEntry[] = [];
  let index = 0;
  const { counted, open, twice } = counting(
    new VirtualMedia(clock, { durationOf: (_, key) => (key === "gone.wav" ? undefined : 900) }),
  );
  const call = new SmaCall(
    {
      handler: (event) => {
        events.push(event as InvocationEvent);
        return script[index++ % script.length];
      },
      clock,
      media: counted,
      rooms: new MeetingStore(),
      exchange: new ScriptedExchange(clock, ({ to }) =>
        to.endsWith("1") ? { answersAfterMs: 900 } : { refusesAfterMs: 700, code: 486 },
      ),
      rules: documentedRules,
      region: "us-east-1",
      sipRuleId: "rule",
      sipMediaApplicationId: "sma",
      onTrace: (entry) => trace.push(entry),
    },
    { from: "+12065550102", to: "+12065550101" },
  );
  const answered = async () => {
    do await settle();
    while (call.busy);
  };
  call.begin();
  await answered();
  for (const step of steps) {
    if ("key" in step) call.press(step.key);
    if ("update" in step) call.update(step.update);
    if ("ms" in step) {
      const until = clock.now() + step.ms;
      while (clock.step(until)) await answered();
    }
    await answered();
  }
  // The second leg's HANGUP may be answered with a call to a third party.
  for (let rounds = 0; !call.ended && rounds < 20; rounds += 1) {
    for (const leg of call.legs) call.hangUp(leg);
    await answered();
  }
  return { call, clock, events, trace, openCommands: open.size, completedTwice: twice() };
}
