import { describe, expect, it } from "vitest";
import { definePlugin, ivr, stay } from "../../src/index.js";
import { type ACall, legA, listOf } from "./a-call.js";
import { join, play, question, say, start } from "./an-ivr.js";

const keys = <const Name extends string>(name: Name, ...codes: string[]) =>
  definePlugin({
    name,
    feature: { digits: Object.fromEntries(codes.map((code) => [code, () => [play(`pressed-${code}`)]])) },
  });

const meeting = definePlugin({ name: "meeting", step: { ask: () => [join("m-1")] } });

const listeners = (call: ACall) =>
  call.answers.flatMap(({ Actions }) => (Actions ?? []).filter(({ Type }) => Type === "ReceiveDigits"));

/** In a meeting, so that nothing else is going to report. */
const joined = async (
  line = ivr()
    .use(keys("mute", "*6"))
    .use(keys("record", "*9", "*96")),
) => {
  const begun = start(line.use(meeting));
  await begun.call.newInboundCall();
  await begun.call.joined();
  return begun;
};

describe("the digit listener", () => {
  it("is one for all features, and matches their codes behind other digits", async () => {
    const { call } = start(
      ivr()
        .use(keys("mute", "*6"))
        .use(keys("record", "*9", "##"))
        .use(question("pin")),
    );
    expect(listOf(await call.newInboundCall())).toEqual(["ReceiveDigits", "PlayAudioAndGetDigits pin"]);
    expect(listeners(call)).toHaveLength(1);
    const parameters = (listeners(call)[0]?.Parameters ?? {}) as Record<string, string>;
    expect(parameters.CallId).toBe(legA);
    const regex = new RegExp(parameters.InputDigitsRegex ?? "");
    expect(["*6", "*9", "##", "12*6"].map((typed) => regex.test(typed))).toEqual([true, true, true, true]);
    expect(["*7", "6", "*61", "#"].map((typed) => regex.test(typed))).toEqual([false, false, false, false]);
  });

  it("is not there without a feature that declares codes", async () => {
    const { call } = start(ivr().use(question("pin")));
    await call.newInboundCall();
    expect(listeners(call)).toEqual([]);
  });

  it("comes after the prompt that answers the call", async () => {
    const talks = definePlugin({ name: "talks", step: { ask: () => [say("hello"), say("there")] } });
    const { call } = start(ivr().use(keys("mute", "*6")).use(talks));
    expect(listOf(await call.newInboundCall())).toEqual(["Speak hello", "ReceiveDigits", "Speak there"]);
  });

  it("waits for the next answer when it would be the last of the list, for the service reports that", async () => {
    const talks = definePlugin({
      name: "talks",
      step: { ask: () => [say("hello")], on: { "ACTION_SUCCESSFUL:Speak": () => stay([say("more")]) } },
    });
    const { call } = start(ivr().use(keys("mute", "*6")).use(talks));
    expect(listOf(await call.newInboundCall())).toEqual(["Speak hello"]);
    expect(listOf(await call.actionSuccessful("Speak"))).toEqual(["ReceiveDigits", "Speak more"]);
  });

  it("is set again once a report may have dropped it", async () => {
    const { call } = await joined();
    const answer = await call.digitsReceived("*6");
    expect(listOf(answer)).toEqual(["ReceiveDigits", "PlayAudio pressed-*6"]);
  });

  it("is set again after digits that nobody handles", async () => {
    const { call } = await joined();
    expect(listOf(await call.digitsReceived("*7"))).toEqual(["ReceiveDigits"]);
    expect(listOf(await call.digitsReceived("*7"))).toEqual(["ReceiveDigits"]);
  });

  it("is not sent a second time while it is set", async () => {
    const talks = definePlugin({
      name: "talks",
      step: { ask: () => [say("hello")], on: { "ACTION_SUCCESSFUL:Speak": () => stay([say("more")]) } },
    });
    const { call } = start(ivr().use(keys("mute", "*6")).use(talks));
    await call.newInboundCall();
    await call.actionSuccessful("Speak");
    expect(listOf(await call.actionSuccessful("Speak"))).toEqual(["Speak more"]);
  });

  it("is given up when the service refuses it, and the call goes on", async () => {
    const talks = definePlugin({ name: "talks", step: { ask: () => [say("hello"), say("there")] } });
    const { call, log } = start(ivr().use(keys("mute", "*6")).use(talks));
    await call.newInboundCall();
    const answer = await call.actionFailed("ReceiveDigits", "InvalidActionParameter");
    expect(listOf(answer)).toEqual(["Speak hello", "Speak there"]);
    expect(listOf(await call.callUpdate({}))).toBeUndefined();
    expect(listeners(call)).toHaveLength(1);
    expect(log.codes).toContain("IVR_ACTION_FAILED");
    expect(call.state.l).toBe("refused");
  });

  it("is not part of an end: nobody is going to answer it", async () => {
    const { call } = await joined();
    expect(listOf(await call.hangup("LEG-B"))).toEqual(["Hangup leg-a"]);
  });
});

describe("DIGITS_RECEIVED", () => {
  it("goes to the feature that declares the code at the end of the digits", async () => {
    const { call } = await joined();
    expect(listOf(await call.digitsReceived("123*6"))).toContain("PlayAudio pressed-*6");
  });

  it("goes to the longest code that fits", async () => {
    const { call } = await joined(
      ivr()
        .use(keys("six", "6"))
        .use(keys("record", "*9", "*96")) as never,
    );
    expect(listOf(await call.digitsReceived("*96"))).toEqual(["ReceiveDigits", "PlayAudio pressed-*96"]);
  });

  it("goes to the step when no feature declares the code", async () => {
    const step = definePlugin({
      name: "meeting",
      step: {
        ask: () => [join("m-1")],
        on: { DIGITS_RECEIVED: ({ event }) => stay([say(`You typed ${event.ActionData.ReceivedDigits}`)]) },
      },
    });
    const { call } = start(ivr().use(keys("mute", "*6")).use(step));
    await call.newInboundCall();
    await call.joined();
    expect(listOf(await call.digitsReceived("42"))).toEqual(["ReceiveDigits", "Speak You typed 42"]);
  });

  it("of a feature's code is not the step's", async () => {
    const step = definePlugin({
      name: "meeting",
      step: { ask: () => [join("m-1")], on: { DIGITS_RECEIVED: () => stay([say("mine")]) } },
    });
    const { call } = start(ivr().use(keys("mute", "*6")).use(step));
    await call.newInboundCall();
    await call.joined();
    expect(listOf(await call.digitsReceived("*6"))).toEqual(["ReceiveDigits", "PlayAudio pressed-*6"]);
  });

  it("asks the step again whose list the feature's has replaced, at no cost", async () => {
    const talks = definePlugin({ name: "talks", step: { ask: ({ attempt }) => [say(`try ${attempt}`)] } });
    const { call } = start(ivr().use(keys("mute", "*6")).use(talks));
    await call.newInboundCall();
    expect(listOf(await call.digitsReceived("*6"))).toEqual([
      "ReceiveDigits",
      "PlayAudio pressed-*6",
      "Speak try 1",
    ]);
  });

  it("waits while digits are collected, and is served with the answer to those", async () => {
    const { call } = start(ivr().use(keys("mute", "*6")).use(question("pin")).use(question("next")));
    await call.newInboundCall();
    expect(await call.digitsReceived("*6")).not.toHaveProperty("Actions");
    const answer = await call.actionSuccessful("PlayAudioAndGetDigits", { ReceivedDigits: "123" });
    expect(listOf(answer)).toEqual(["ReceiveDigits", "PlayAudio pressed-*6", "PlayAudioAndGetDigits next"]);
  });

  it("typed into the collector costs no try", async () => {
    const { call } = start(ivr().use(keys("mute", "*6")).use(question("pin", 1)));
    await call.newInboundCall();
    await call.digitsReceived("*6");
    const answer = await call.actionFailed("PlayAudioAndGetDigits", "InvalidDigitsReceived");
    expect(listOf(answer)?.at(-1)).toBe("PlayAudioAndGetDigits pin");
    expect(call.state).not.toHaveProperty("n");
  });
});
