import { describe, expect, it } from "vitest";
import { ivr } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { question, sorry, start } from "./an-ivr.js";

describe("an event of an unknown type", () => {
  it("is answered with nothing but the version: the list goes on", async () => {
    const { handler, log } = start(ivr().use(question("pin")));
    expect(await handler({ InvocationEventType: "CALL_TRANSFERRED", Sequence: 3 })).toEqual({
      SchemaVersion: "1.0",
    });
    expect(log.codes).toEqual(["IVR_EVENT_UNKNOWN"]);
    expect(log.entries[0]?.message).toContain("CALL_TRANSFERRED");
  });

  it("changes nothing of the call", async () => {
    const { call } = start(ivr().use(question("pin")));
    await call.newInboundCall();
    const before = call.attributes;
    await call.send("CALL_TRANSFERRED");
    expect(call.attributes).toEqual(before);
  });
});

describe("an event of a wrong shape", () => {
  it.each([
    ["nothing", undefined],
    ["null", null],
    ["text", "{}"],
    ["a list", []],
    ["an empty object", {}],
    ["no call details", { InvocationEventType: "NEW_INBOUND_CALL", SchemaVersion: "1.0", Sequence: 1 }],
  ])("(%s) is answered with the apology, for whoever is on the line", async (_, event) => {
    const { handler, log } = start(ivr().use(question("pin")));
    const answer = await handler(event);
    expect(listOf(answer)).toEqual([sorry, "Hangup"]);
    expect(answer).not.toHaveProperty("TransactionAttributes");
    expect(log.codes).toEqual(["IVR_EVENT_INVALID"]);
  });

  it("names every field that is wrong", async () => {
    const { call, handler, log } = start(ivr().use(question("pin")));
    const event = call.event("NEW_INBOUND_CALL") as { CallDetails: object };
    await handler({ ...event, Sequence: "one", CallDetails: { ...event.CallDetails, TransactionId: 7 } });
    expect(log.entries[0]?.message).toContain("Sequence: expected");
    expect(log.entries[0]?.message).toContain("CallDetails.TransactionId: expected string, given number");
  });

  it("is not changed", async () => {
    const { call, handler } = start(ivr().use(question("pin")));
    const event = call.event("NEW_INBOUND_CALL");
    const before = structuredClone(event);
    await handler(event);
    expect(event).toEqual(before);
  });
});
