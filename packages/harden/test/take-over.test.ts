import { again, definePlugin, done, end, ivr, Logger, silentLogger, value } from "@switchhook/core";
import { speak as say, speakAndCollectDigits } from "@switchhook/core/wire";
import { simulateCall, VirtualClock } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import { type HardenOptions, harden, type TakeOver } from "../src/index.js";
import { answer, callbackStyle, guarded, hangup, legOf, sound, speak, type WireEvent } from "./calls.js";

const [line, pilot] = ["+12065550101", "+12065550199"];

const question = definePlugin({
  name: "question",
  step: {
    ask: ({ call }) => [
      speakAndCollectDigits({
        CallId: call.legA.callId,
        SpeechParameters: { Text: "The flow's question?" },
        FailureSpeechParameters: { Text: "Once more." },
        MinNumberOfDigits: 1,
        MaxNumberOfDigits: 1,
        RepeatDurationInMilliseconds: 5000,
      }),
    ],
    on: {
      "ACTION_SUCCESSFUL:SpeakAndGetDigits": ({ event }) =>
        event.ActionData.ReceivedDigits === "1" ? done() : again(),
    },
  },
});
const goodbye = definePlugin({
  name: "goodbye",
  step: { ask: ({ call }) => end([say({ CallId: call.legA.callId, Text: "The flow's goodbye." })]) },
});
const flow = ivr().use(question).use(goodbye).bind(value(Logger, silentLogger)).build();

/** What a deploy in the middle of a call is: the same call, another handler. */
function deployed(...takeOvers: (Omit<TakeOver, "handler"> | undefined)[]) {
  const clock = new VirtualClock();
  const handlers = takeOvers.map((takeOver) => {
    const options: HardenOptions = {
      clock,
      logger: silentLogger,
      ...(takeOver && { takeOver: { handler: flow, ...takeOver } }),
    };
    return harden(sound as never, options);
  });
  const seen: unknown[] = [];
  const current = (event: unknown) => {
    seen.push((event as WireEvent).CallDetails.TransactionAttributes);
    return handlers[0]?.(event) ?? Promise.reject(new Error("nothing is deployed"));
  };
  const dial = (setup = {}) => simulateCall({ handler: current as never, clock, setup }).dial();
  return { dial, seen, deploy: () => void handlers.shift() };
}

describe("a flow that takes calls over", () => {
  const eventTo = (To: string, TransactionId: string) => ({
    SchemaVersion: "1.0",
    Sequence: 1,
    InvocationEventType: "NEW_INBOUND_CALL",
    CallDetails: {
      TransactionId,
      AwsAccountId: "1",
      AwsRegion: "us-east-1",
      SipMediaApplicationId: "s",
      Participants: [
        { CallId: "a", ParticipantTag: "LEG-A", To, From: "+12065550102", Direction: "Inbound" },
      ],
    },
  });
  const isFlows = async (takeOver: object, To: string, id = "t") => {
    const { handler } = guarded(sound, { takeOver: { handler: flow, ...takeOver } });
    return JSON.stringify(await handler(eventTo(To, id))).includes("The flow's question?");
  };

  it("has the calls of its numbers", async () => {
    expect(await isFlows({ numbers: [pilot] }, pilot)).toBe(true);
    expect(await isFlows({ numbers: [pilot] }, line)).toBe(false);
  });

  it("has its share of all calls, the same in every process", async () => {
    const ids = Array.from({ length: 400 }, (_, index) => `transaction-${index}`);
    const first = await Promise.all(ids.map((id) => isFlows({ share: 0.25 }, line, id)));
    const second = await Promise.all(ids.map((id) => isFlows({ share: 0.25 }, line, id)));
    expect(second).toEqual(first);
    const share = first.filter(Boolean).length / ids.length;
    expect(share).toBeGreaterThan(0.18);
    expect(share).toBeLessThan(0.32);
  });

  it.each([
    ["no call is left to it", { share: 0 }],
    ["its numbers are others", { numbers: ["+12065550188"] }],
  ])("keeps a call to its end when, in the middle of it, %s", async (_, then) => {
    const { dial, deploy } = deployed({ numbers: [line], share: 0 }, then);
    const call = await dial();
    deploy();
    await call.enter("1");
    expect(call.heard).toEqual(["The flow's question?", "The flow's goodbye."]);
    expect(call.problems).toEqual([]);
  });

  it.each([
    ["its share grows", { share: 0 }, { share: 1 }],
    ["it gets their number", { share: 0 }, { numbers: [line] }],
    ["there was none before", undefined, { share: 1 }],
  ])("leaves a call to the handler that has it when, in the middle of it, %s", async (_, before, then) => {
    const { dial, deploy } = deployed(before, then);
    const call = await dial();
    deploy();
    await call.enter("12345");
    expect(call.heard).toEqual(["Your PIN?", "Bye."]);
    expect(call.problems).toEqual([]);
  });

  it("keeps a call that is placed, from NEW_OUTBOUND_CALL on", async () => {
    const { dial, deploy, seen } = deployed({ share: 1 }, { share: 0 });
    const call = await (await dial({ outbound: {} })).elapse(5000);
    expect(seen.length).toBeGreaterThan(1);
    deploy();
    await call.enter("1");
    expect(call.heard).toEqual(["The flow's question?", "The flow's goodbye."]);
  });

  it("has a call that began with the flow alone, before there was harden()", async () => {
    const clock = new VirtualClock();
    const hardened = harden(sound as never, { clock, logger: silentLogger, takeOver: { handler: flow } });
    let current: (event: never) => unknown = flow;
    const handler = (event: never) => current(event);
    const call = await simulateCall({ handler: handler as never, clock }).dial();
    current = hardened;
    await call.enter("1");
    expect(call.heard.at(-1)).toBe("The flow's goodbye.");
  });

  it("leaves a call to an old handler that has an attribute of the same name as the flow's state", async () => {
    const legacy = (event: WireEvent) => ({
      ...(sound(event) as object),
      TransactionAttributes: { ivr: JSON.stringify({ v: 1, s: "main" }) },
    });
    const running = guarded(legacy, { takeOver: { handler: flow } });
    const call = await (await running.dial()).enter("12345");
    expect(call.heard).toEqual(["Your PIN?", "Bye."]);
  });

  it("keeps a call whose first answer it has failed to make", async () => {
    const failing = definePlugin({
      name: "failing",
      step: {
        ask: () => {
          throw new Error("a bug");
        },
      },
    });
    const broken = ivr().use(failing).bind(value(Logger, silentLogger)).build();
    const running = guarded(sound, { takeOver: { handler: broken, share: 1 } });
    const call = await running.dial();
    await call.untilEnded();
    expect(call.heard).toEqual([expect.stringMatching(/^We are sorry/)]);
    expect(running.log).toEqual([]);
  });

  it("leaves the old handler as it is, also one that calls back", async () => {
    const legacy = callbackStyle((event) => answer(speak("By callback.", legOf(event)), hangup(event)));
    const running = guarded(legacy, { takeOver: { handler: flow, numbers: [pilot] } });
    const call = await running.dial();
    expect(call.heard).toEqual(["By callback."]);
  });
});
