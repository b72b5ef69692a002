import { describe, expect, it } from "vitest";
import * as z from "zod";
import { definePlugin, done, ivr } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { join, notice, question, start } from "./an-ivr.js";

const adds = z.object({ name: z.string() });
const finds = definePlugin({ name: "finds", adds, step: { ask: () => done({ name: "Ann" }) } });

/** A call that was begun with one version of an IVR and goes on with the next. */
const deployed = async (before: ReturnType<typeof start>, after: ReturnType<typeof start>) => {
  await before.call.newInboundCall();
  before.call.handler = after.handler;
  return { call: before.call, log: after.log };
};

describe("a deploy that renames the step a call stands at", () => {
  const before = () => start(ivr().use(finds).use(question("pin")));
  const after = () => start(ivr().use(finds).use(question("code")));

  it("goes on at the first step that is not done, with its results", async () => {
    const { call } = await deployed(before(), after());
    const answer = await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(listOf(answer)).toEqual(["PlayAudioAndGetDigits code"]);
    expect(call.state).toMatchObject({ s: "code", r: { name: "Ann" } });
  });

  it("is logged as IVR_STEP_UNKNOWN, with both steps", async () => {
    const { call, log } = await deployed(before(), after());
    await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(log.entries.find(({ fields }) => fields.code)?.fields).toMatchObject({
      code: "IVR_STEP_UNKNOWN",
      unknown: "pin",
      next: "code",
    });
  });

  it("is logged once: then the call stands at a step that there is", async () => {
    const { call, log } = await deployed(before(), after());
    await call.actionSuccessful("PlayAudioAndGetDigits");
    await call.callUpdate({});
    expect(log.codes.filter((code) => code === "IVR_STEP_UNKNOWN")).toHaveLength(1);
  });

  it("costs the caller no try, whatever the event was", async () => {
    const { call } = await deployed(before(), after());
    const answer = await call.actionFailed("PlayAudioAndGetDigits", "InvalidDigitsReceived");
    expect(listOf(answer)).toEqual(["PlayAudioAndGetDigits code"]);
    expect(call.state).not.toHaveProperty("n");
  });

  it("does a step again that adds nothing, for nobody knows that it is done", async () => {
    const { call } = await deployed(before(), start(ivr().use(notice("welcome")).use(question("code"))));
    const answer = await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(listOf(answer)).toEqual(["PlayAudio welcome", "PlayAudioAndGetDigits code"]);
  });

  it("forgets the state of the step that is gone", async () => {
    const keeps = definePlugin({
      name: "keeps",
      step: {
        state: z.object({ count: z.number() }),
        ask: ({ save }) => {
          save({ count: 1 });
          return [join("m-1")];
        },
      },
    });
    const { call } = await deployed(start(ivr().use(keeps)), after());
    await call.callUpdate({});
    expect(call.state).not.toHaveProperty("p");
  });

  it("in a meeting leaves the caller in it", async () => {
    const first = start(ivr().use(definePlugin({ name: "meeting", step: { ask: () => [join("m-1")] } })));
    await first.call.newInboundCall();
    await first.call.joined();
    const next = after();
    first.call.handler = next.handler;
    const answer = await first.call.callUpdate({});
    expect(listOf(answer) ?? []).toEqual([]);
    expect(next.log.codes).not.toContain("IVR_STEP_UNKNOWN");
    expect(first.call.state.s).toBe("meeting");
  });

  it("in a meeting hangs up when the meeting is over", async () => {
    const first = start(ivr().use(definePlugin({ name: "meeting", step: { ask: () => [join("m-1")] } })));
    await first.call.newInboundCall();
    await first.call.joined();
    first.call.handler = after().handler;
    expect(listOf(await first.call.hangup("LEG-B"))).toEqual(["Hangup leg-a"]);
  });
});
