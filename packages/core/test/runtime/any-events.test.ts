import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  again,
  branch,
  checkResponse,
  command,
  definePlugin,
  done,
  end,
  type InvocationResponse,
  ivr,
  line,
  stay,
} from "../../src/index.js";
import type { ACall } from "./a-call.js";
import { collect, join, notice, play, question, say, start } from "./an-ivr.js";

const answered = "PlayAudioAndGetDigits";

/** A small IVR with everything in it: a menu, a line, a meeting, features with keys and commands. */
const everything = () => {
  const mute = definePlugin({
    name: "mute",
    feature: {
      state: z.object({ muted: z.boolean() }),
      digits: {
        "*6": ({ state, save }) => {
          save({ muted: !state?.muted });
          return [play("muted")];
        },
      },
      commands: { announce: command(z.object({ text: z.string().max(5) }), (_, { text }) => [say(text)]) },
      on: { "ACTION_SUCCESSFUL:JoinChimeMeeting": () => [play("joined")] },
    },
  });
  const menu = definePlugin({
    name: "menu",
    adds: z.object({ chosen: z.string() }),
    step: {
      ask: ({ attempt }) => [collect(`menu-${attempt}`, 2)],
      lines: { sales: line().use(notice("hours")).use(question("queue")) },
      on: {
        "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event }) => {
          const digits = event.ActionData.ReceivedDigits ?? "";
          if (digits === "1") return branch("sales");
          return digits === "2" ? done({ chosen: "2" }) : again([say("No.")]);
        },
      },
      giveUp: () => [play("goodbye")],
    },
  });
  const meeting = definePlugin({
    name: "meeting",
    step: {
      ask: () => [join("m-1")],
      on: {
        "ACTION_SUCCESSFUL:JoinChimeMeeting": () => stay([], { waits: true }),
        "ACTION_FAILED:JoinChimeMeeting": () => end([say("Sorry, no meeting.")]),
        HANGUP: () => done(),
      },
    },
  });
  return start(ivr().use(mute).use(notice("welcome")).use(menu).use(meeting).use(question("survey")));
};

const types = fc.constantFrom(
  "PlayAudio",
  answered,
  "Speak",
  "JoinChimeMeeting",
  "Hangup",
  "ReceiveDigits",
  "Pause",
);
const errors = fc.constantFrom("InvalidAudioSource", "InvalidDigitsReceived", "SystemException", "");
const digits = fc.constantFrom("1", "2", "9", "*6", "1*6", "", "##");

type Deliver = (call: ACall) => Promise<InvocationResponse>;
const event: fc.Arbitrary<Deliver> = fc.oneof(
  fc.tuple(types, digits).map(
    ([type, ReceivedDigits]): Deliver =>
      (call) =>
        call.actionSuccessful(type, { ReceivedDigits }),
  ),
  fc.tuple(types, errors).map(
    ([type, error]): Deliver =>
      (call) =>
        call.actionFailed(type, error),
  ),
  digits.map(
    (typed): Deliver =>
      (call) =>
        call.digitsReceived(typed),
  ),
  fc.constantFrom({}, { command: "announce", text: "hi" }, { command: "announce", text: "too long" }).map(
    (given): Deliver =>
      (call) =>
        call.callUpdate(given as Record<string, string>),
  ),
  fc.constantFrom<Deliver>(
    (call) => call.newInboundCall(),
    (call) => call.send("CALL_ANSWERED"),
    (call) => call.send("RINGING"),
    (call) => call.actionInterrupted("PlayAudio"),
    (call) => call.joined(),
    (call) => call.hangup("LEG-B"),
    (call) => call.hangup("LEG-A"),
    (call) => call.send("INVALID_LAMBDA_RESPONSE", { ErrorType: "SchemaVersionMismatch" }),
    (call) => call.send("SOMETHING_NEW"),
  ),
);

describe("any sequence of valid events", () => {
  it("is answered: the handler never throws, and every answer is valid", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
        const { call } = everything();
        await call.newInboundCall();
        for (const deliver of events) {
          expect(checkResponse(await deliver(call))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is answered by a bug of ours never: only known codes are logged", async () => {
    const ours = ["IVR_RESPONSE_INVALID", "IVR_HANDLER_FAILED", "IVR_STATE_INVALID", "IVR_EVENT_INVALID"];
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
        const { call, log } = everything();
        await call.newInboundCall();
        for (const deliver of events) await deliver(call);
        expect(log.codes.filter((code) => ours.includes(String(code)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("is answered the same way by another process: nothing lives but the attributes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 15 }), async (events) => {
        const one = everything();
        await one.call.newInboundCall();
        for (const deliver of events) await deliver(one.call);
        const again: InvocationResponse[] = [];
        for (const raw of one.call.events) again.push(await everything().handler(structuredClone(raw)));
        expect(again).toEqual(one.call.answers);
      }),
      { numRuns: 60 },
    );
  });

  it("never leaves a leg behind once the caller is gone", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 15 }), async (events) => {
        const { call } = everything();
        await call.newInboundCall();
        for (const deliver of events) await deliver(call);
        const answer = await call.withLegB().hangup("LEG-A");
        const actions = answer.Actions ?? [];
        expect(actions.map(({ Type }) => Type)).toContain("Hangup");
        expect(actions.every(({ Type }) => Type === "Hangup")).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
