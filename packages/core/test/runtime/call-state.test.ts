import { describe, expect, it } from "vitest";
import * as z from "zod";
import { decodeState } from "../../src/call/state-attributes.js";
import { definePlugin, done, ivr } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { isFallback, notice, question, say, sorry, start } from "./an-ivr.js";

/** A step that adds a text of some length, and one that reads it. */
const ofLength = (length: number) => {
  const adds = z.object({ text: z.string() });
  const writes = definePlugin({
    name: "writes",
    adds,
    step: {
      ask: () => [say("a moment")],
      on: { "ACTION_SUCCESSFUL:Speak": () => done({ text: "x".repeat(length) }) },
    },
  });
  const reads = definePlugin({
    name: "reads",
    needs: adds,
    step: { ask: ({ call }) => [say(`${call.results.text.length}`)] },
  });
  return start(ivr().use(writes).use(reads));
};

describe("the call state", () => {
  it("is one short attribute", async () => {
    const { call } = start(ivr().use(notice("welcome")).use(question("pin")));
    await call.newInboundCall();
    expect(call.attributes).toEqual({
      ivr: '{"v":1,"s":"pin","o":"welcome:PlayAudio pin:PlayAudioAndGetDigits"}',
    });
  });

  it("goes on in ivr.1, ivr.2 ... when it is longer than 1,024 characters", async () => {
    const { call } = ofLength(2500);
    await call.newInboundCall();
    await call.actionSuccessful("Speak");
    expect(Object.keys(call.attributes ?? {})).toEqual(["ivr", "ivr.1", "ivr.2"]);
    expect(Object.values(call.attributes ?? {}).every((value) => String(value).length <= 1024)).toBe(true);
    expect(decodeState(call.attributes).results).toEqual({ text: "x".repeat(2500) });
    expect(listOf(await call.send("CALL_ANSWERED"))).toEqual(["Speak 2500"]);
  });

  it("leaves no part behind when it has become shorter", async () => {
    const { call } = ofLength(100);
    await call.newInboundCall();
    call.attributes = { ...call.attributes, "ivr.1": "  ", "ivr.2": " " };
    await call.actionSuccessful("Speak");
    expect(Object.keys(call.attributes)).toEqual(["ivr"]);
  });

  it("of more than 8 * 1,024 characters is IVR_STATE_TOO_LARGE, with the apology and the old state", async () => {
    const { call, log } = ofLength(8 * 1024);
    await call.newInboundCall();
    expect(isFallback(await call.actionSuccessful("Speak"))).toBe(true);
    expect(log.codes).toEqual(["IVR_STATE_TOO_LARGE"]);
    expect(call.state).toMatchObject({ s: "writes", e: 1 });
  });

  it("may fill its eight attributes", async () => {
    const { call, log } = ofLength(8 * 1024 - 100);
    await call.newInboundCall();
    await call.actionSuccessful("Speak");
    expect(log.codes).toEqual([]);
    expect(Object.keys(call.attributes ?? {})).toHaveLength(8);
  });

  it("that just fits is still answered with the fallback when the next handler fails", async () => {
    const { call, handler } = ofLength(8 * 1024 - 60);
    await call.newInboundCall();
    await call.actionSuccessful("Speak");
    expect(handler).toBeDefined();
    const answer = await call.send("INVALID_LAMBDA_RESPONSE", { ErrorType: "x" });
    expect(listOf(answer)).toEqual([sorry, "Hangup leg-a"]);
  });

  it("passes foreign attributes through as they came", async () => {
    const { call } = start(ivr().use(question("pin")));
    const foreign = {
      tenant: "acme",
      nested: { a: [1, null] },
      ivrish: "no",
      "ivr.8": "not ours",
      "ivr.x": "no",
    };
    call.attributes = foreign;
    await call.newInboundCall();
    expect(call.attributes).toEqual({ ...foreign, ivr: expect.any(String) });
    await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(call.attributes).toMatchObject(foreign);
  });

  it("keeps foreign attributes in the fallback too", async () => {
    const { call } = start(ivr().use(question("pin")));
    call.attributes = { tenant: "acme" };
    await call.newInboundCall();
    await call.send("INVALID_LAMBDA_RESPONSE", { ErrorType: "x" });
    expect(call.attributes).toMatchObject({ tenant: "acme" });
  });

  it("warns of more foreign attributes than the service is known to take", async () => {
    const { call, log } = start(ivr().use(question("pin")));
    call.attributes = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`key${index}`, "x"]));
    await call.newInboundCall();
    expect(log.entries.find(({ level }) => level === "warn")?.message).toContain(
      "10 foreign TransactionAttributes",
    );
  });
});

describe("a call state that cannot be read", () => {
  it.each([
    ["no JSON", "{"],
    ["JSON of another program", '{"step":"menu"}'],
    ["of another version", '{"v":2,"s":"pin"}'],
    ["with a field of another type", '{"v":1,"s":7}'],
    ["with a field too many", '{"v":1,"zz":1}'],
    ["no text", 7],
    ["an object", { toString: null }],
    ["a list with a state in it", ['{"v":1,"s":"pin"}']],
    ["an empty string", ""],
  ])("%s is IVR_STATE_INVALID, with the apology", async (_, ivrValue) => {
    const { call, log } = start(ivr().use(question("pin")));
    call.attributes = { ivr: ivrValue };
    expect(listOf(await call.newInboundCall())).toEqual([sorry, "Hangup leg-a"]);
    expect(log.codes).toEqual(["IVR_STATE_INVALID"]);
  });

  it("because a part is missing is IVR_STATE_INVALID", async () => {
    const { call, log } = ofLength(2500);
    await call.newInboundCall();
    await call.actionSuccessful("Speak");
    const { "ivr.1": _, ...rest } = call.attributes ?? {};
    call.attributes = rest;
    await call.callUpdate({});
    expect(log.codes).toEqual(["IVR_STATE_INVALID"]);
  });

  it("with a result of another shape than this version adds is IVR_STATE_INVALID", async () => {
    const { call, log } = ofLength(3);
    await call.newInboundCall();
    call.attributes = { ivr: '{"v":1,"s":"reads","r":{"text":7}}' };
    expect(isFallback(await call.callUpdate({}))).toBe(true);
    expect(log.codes).toEqual(["IVR_STATE_INVALID"]);
  });

  it("is told without its values", async () => {
    const { call, log } = start(ivr().use(question("pin")));
    call.attributes = { ivr: '{"v":1,"s":{"secret":"4711"}}' };
    await call.newInboundCall();
    expect(JSON.stringify(log.entries)).not.toContain("4711");
  });
});
