import { describe, expect, it } from "vitest";
import { definePlugin, done, end, ivr } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { collect, notice, play, question, start } from "./an-ivr.js";

const collector = "PlayAudioAndGetDigits";
const silence = "InvalidDigitsReceived";

const pin = (maxAttempts: number) =>
  definePlugin({
    name: "pin",
    step: {
      maxAttempts,
      ask: ({ attempt }) => [collect(attempt === 1 ? "enter-pin" : "invalid-pin", 2)],
      on: { "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": () => done() },
      giveUp: () => [play("goodbye")],
    },
  });

describe("a caller's silence", () => {
  it("is a try: the step is asked again", async () => {
    const { call, log } = start(ivr().use(pin(3)));
    await call.newInboundCall();
    const answer = await call.actionFailed(collector, silence);
    expect(listOf(answer)).toEqual(["PlayAudioAndGetDigits invalid-pin"]);
    expect(call.state.n).toBe(2);
    expect(log.codes).toEqual([]);
  });

  it("costs as many tries as the action itself had", async () => {
    const { call } = start(ivr().use(pin(6)));
    await call.newInboundCall();
    await call.actionFailed(collector, silence, { Parameters: { Repeat: 2 } });
    expect(call.state.n).toBe(3);
    await call.actionFailed(collector, silence, { Parameters: { Repeat: "2" } });
    expect(call.state.n).toBe(5);
  });

  it("gives up when the tries of the action use up those of the step", async () => {
    const { call } = start(ivr().use(pin(2)));
    await call.newInboundCall();
    const answer = await call.actionFailed(collector, silence, { Parameters: { Repeat: 2 } });
    expect(listOf(answer)).toEqual(["PlayAudio goodbye", "Hangup leg-a"]);
  });

  it("is told to the step's own handler, if it has one", async () => {
    const step = definePlugin({
      name: "pin",
      step: {
        ask: () => [collect("enter-pin")],
        on: { "ACTION_FAILED:PlayAudioAndGetDigits": () => end([play("bye")]) },
      },
    });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    expect(listOf(await call.actionFailed(collector, silence))).toEqual(["PlayAudio bye", "Hangup leg-a"]);
  });

  it("does not repeat the greeting in front of the question", async () => {
    const { call } = start(ivr().use(notice("welcome")).use(question("pin")));
    await call.newInboundCall();
    expect(listOf(await call.actionFailed(collector, silence))).toEqual(["PlayAudioAndGetDigits pin"]);
  });
});
