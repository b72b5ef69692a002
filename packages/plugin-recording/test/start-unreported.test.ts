import { definePlugin, done, ivr, PromptStore, speak, stay, voiceFocus } from "@switchhook/core";
import { describe, expect, it } from "vitest";
import { callRecording } from "../src/index.js";
import { recorded, type TestedIvr, testedIvr } from "./a-call.js";

const destination = { bucket: "calls" };

/** Says something for seconds, behind the start of the recording. */
const talks = definePlugin({
  name: "talks",
  step: {
    ask: () => [speak({ Text: "this is said for quite a while, whatever comes in between" })],
    on: { "ACTION_SUCCESSFUL:Speak": () => stay([], { waits: true }) },
  },
});

/** The same, until it is sent on. */
const sentOn = definePlugin({
  name: "sent-on",
  step: {
    ask: () => [speak({ Text: "this is said for quite a while, whatever comes in between" })],
    on: { CALL_UPDATE_REQUESTED: () => done() },
  },
});

const noisy = definePlugin({
  name: "noisy",
  deps: { prompts: PromptStore },
  feature: {
    on: {
      CALL_UPDATE_REQUESTED: ({ event, deps }) =>
        event.ActionData?.Parameters?.Arguments?.make ? [deps.prompts.play("noise")] : [],
    },
  },
});

/** Enhances the caller's voice once the notice has been heard, in front of the start of the recording. */
const focuses = definePlugin({
  name: "focuses",
  feature: {
    on: {
      "ACTION_SUCCESSFUL:PlayAudio": ({ call }) => [voiceFocus({ Enable: true, CallId: call.legA.callId })],
    },
  },
});

const card = definePlugin({
  name: "card",
  deps: { prompts: PromptStore },
  step: {
    sensitive: true,
    ask: ({ deps }) => [deps.prompts.collect("card", "card", { min: 1, max: 4, attemptMs: 5000 })],
    on: { "ACTION_SUCCESSFUL:SpeakAndGetDigits": () => done() },
  },
});

const recording = () =>
  ivr()
    .use(callRecording({ destination, start: "by-itself" }))
    .use(noisy);
const app = (...steps: never[]) =>
  testedIvr(steps.reduce((chain, step) => chain.use(step) as typeof chain, recording()));

describe("a start that was carried out, of which nothing was reported", () => {
  it("is announced although what stood behind it has failed, and the call with it", async () => {
    const tested = app(talks as never);
    const call = tested.caller({
      faults: {
        take: ({ Type }) =>
          Type === "Speak" && recorded(call).length > 0 && call.events.length < 3
            ? { errorType: "SystemException", message: "no" }
            : undefined,
      },
    });
    await call.dial();
    await call.untilEnded();
    expect(recorded(call)).toEqual(["running", "over"]);
    expect(tested.announced).toMatchObject([{ kind: "call", placeFrom: "rule" }]);
  });

  it("is known to have been, when another feature's list takes its place", async () => {
    const tested = app(talks as never);
    const call = await whileTalking(tested);
    call.call.update({ make: "noise" });
    await call.untilQuiet();
    expect(call.heard).not.toContain("recording-failed");
    expect(recorded(call)).toEqual(["running"]);
    await call.hangUp();
    expect(tested.announced).toHaveLength(1);
  });

  it("is known to have been, when the step has another list", async () => {
    const tested = app(sentOn as never, card as never, talks as never);
    const call = await whileTalking(tested);
    call.call.update({ go: "on" });
    await call.untilQuiet();
    expect(call.heard.at(-1)).toBe("card");
    expect(recorded(call)).toEqual(["running", "paused"]);
    await call.enter("4111#");
    await call.untilQuiet();
    expect(recorded(call)).toEqual(["running", "paused", "running"]);
    expect(call.heard).not.toContain("recording-failed");
    await call.hangUp();
    expect(tested.announced).toHaveLength(1);
  });
});

describe("a start that was dropped behind an action that failed (wire.md 4.3)", () => {
  it("was not carried out: the next one that the service refuses has failed", async () => {
    const tested = testedIvr(
      ivr()
        .use(focuses)
        .use(callRecording({ destination, start: "by-itself" }))
        .use(talks),
    );
    const call = tested.caller({
      faults: {
        take: ({ Type }) =>
          Type === "VoiceFocus" || Type === "StartCallRecording"
            ? { errorType: "InvalidActionParameter", message: "no" }
            : undefined,
      },
    });
    await call.dial();
    await call.untilQuiet();
    expect(tested.codes()).toContain("IVR_RECORDING_FAILED");
    expect(call.heard).toContain("recording-failed");
    await call.hangUp();
    expect(tested.announced).toEqual([]);
  });
});

/** The recording has begun, and nothing has been told of it. */
async function whileTalking(tested: TestedIvr) {
  const call = tested.caller();
  call.call.begin();
  await call.elapse(2000);
  expect(recorded(call)).toEqual(["running"]);
  expect(call.events).toHaveLength(2);
  return call;
}
