import { describe, expect, it } from "vitest";
import { again, back, branch, definePlugin, done, ivr, line } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { collect, isFallback, play, start } from "./an-ivr.js";

const answered = "ACTION_SUCCESSFUL:PlayAudioAndGetDigits";
const leave = definePlugin({ name: "leave", step: { ask: () => back([play("leaving")]) } });
const inner = definePlugin({
  name: "inner",
  step: {
    lines: { out: line().use(leave) },
    ask: () => [collect("inner")],
    on: { [answered]: ({ event }) => (event.ActionData.ReceivedDigits === "0" ? back() : branch("out")) },
  },
});
const outer = definePlugin({
  name: "outer",
  step: {
    maxAttempts: 2,
    lines: { in: line().use(inner) },
    ask: ({ attempt }) => [collect(`outer-${attempt}`)],
    on: { [answered]: ({ event }) => (event.ActionData.ReceivedDigits === "9" ? again() : branch("in")) },
  },
});
const digits = (ReceivedDigits: string) => ({ ReceivedDigits });

describe("back()", () => {
  const dialled = async () => {
    const { call } = start(ivr().use(outer));
    await call.newInboundCall();
    return call;
  };

  it("goes on at the step around the line, from its first try", async () => {
    const call = await dialled();
    await call.actionSuccessful("PlayAudioAndGetDigits", digits("9"));
    await call.actionSuccessful("PlayAudioAndGetDigits", digits("1"));
    expect(listOf(await call.actionSuccessful("PlayAudioAndGetDigits", digits("0")))).toEqual([
      "PlayAudioAndGetDigits outer-1",
    ]);
  });

  it("goes to the nearest step around, with its words before", async () => {
    const call = await dialled();
    await call.actionSuccessful("PlayAudioAndGetDigits", digits("1"));
    expect(listOf(await call.actionSuccessful("PlayAudioAndGetDigits", digits("1")))).toEqual([
      "PlayAudio leaving",
      "PlayAudioAndGetDigits inner",
    ]);
  });

  it("outside of a line asks the step itself", async () => {
    const { call } = start(ivr().use(inner));
    await call.newInboundCall();
    expect(listOf(await call.actionSuccessful("PlayAudioAndGetDigits", digits("0")))).toEqual([
      "PlayAudioAndGetDigits inner",
    ]);
  });
});

describe("back() to a step of the same line by name", () => {
  const pin = definePlugin({
    name: "pin",
    step: { ask: () => [collect("pin")], on: { [answered]: () => done() } },
  });
  const more = (to: string) =>
    definePlugin({
      name: "more",
      step: { ask: () => [collect("more")], on: { [answered]: () => back([play("again")], { to }) } },
    });

  it("asks that one anew", async () => {
    const { call } = start(ivr().use(pin).use(more("pin")));
    await call.newInboundCall();
    await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(listOf(await call.actionSuccessful("PlayAudioAndGetDigits"))).toEqual([
      "PlayAudio again",
      "PlayAudioAndGetDigits pin",
    ]);
  });

  it("that there is none of is a coded error, and the caller's apology", async () => {
    const { call, log } = start(ivr().use(pin).use(more("nowhere")));
    await call.newInboundCall();
    await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(isFallback(await call.actionSuccessful("PlayAudioAndGetDigits"))).toBe(true);
    expect(log.codes).toEqual(["IVR_OUTCOME_INVALID"]);
  });
});
