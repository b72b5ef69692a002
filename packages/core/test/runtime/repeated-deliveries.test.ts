import { describe, expect, it } from "vitest";
import { RepeatedDeliveries } from "../../src/call/repeated-deliveries.js";
import { definePlugin, ivr } from "../../src/index.js";
import { ACall, listOf } from "./a-call.js";
import { FakeClock, say, start } from "./an-ivr.js";

/** A step with a side effect, which notes its idempotency keys. */
const booking = (booked: Promise<void> = Promise.resolve()) => {
  const keys: string[] = [];
  const step = definePlugin({
    name: "books",
    step: {
      ask: async ({ idempotencyKey }) => {
        keys.push(idempotencyKey);
        await booked;
        return [say(`booking ${keys.length}`)];
      },
    },
  });
  return { keys, ...start(ivr().use(step)) };
};

describe("the same event twice", () => {
  it("is given the same answer, and the side effect happens once", async () => {
    const { call, handler, keys } = booking();
    const event = call.event("NEW_INBOUND_CALL");
    const first = await handler(event);
    expect(await handler(structuredClone(event))).toEqual(first);
    expect(keys).toHaveLength(1);
  });

  it("at once is given the same answer, and the side effect happens once", async () => {
    let book = () => {};
    const { call, handler, keys } = booking(new Promise((resolve) => (book = resolve)));
    const event = call.event("NEW_INBOUND_CALL");
    const both = Promise.all([handler(event), handler(structuredClone(event))]);
    book();
    const [first, second] = await both;
    expect(second).toEqual(first);
    expect(keys).toHaveLength(1);
  });

  it("is logged as repeated", async () => {
    const { call, handler, log } = booking();
    const event = call.event("NEW_INBOUND_CALL");
    await handler(event);
    await handler(event);
    expect(log.invocations.map(({ repeated }) => repeated)).toEqual([undefined, true]);
  });

  it("does not concern another transaction", async () => {
    const { call, handler, keys } = booking();
    await handler(call.event("NEW_INBOUND_CALL"));
    const other = new ACall(handler, "22222222-2222-4222-8222-222222222222");
    expect(listOf(await other.newInboundCall())).toEqual(["Speak booking 2"]);
    expect(keys).toEqual([
      "11111111-1111-4111-8111-111111111111:1",
      "22222222-2222-4222-8222-222222222222:1",
    ]);
  });

  it("with a difference is another event", async () => {
    const { call, handler, keys } = booking();
    const event = call.event("NEW_INBOUND_CALL");
    await handler(event);
    await handler({ ...event, Sequence: 2 });
    expect(keys).toHaveLength(2);
  });

  it("with another attribute is another event, also one that reads the same", async () => {
    const { call, handler, keys } = booking();
    const event = call.event("NEW_INBOUND_CALL");
    const given = (TransactionAttributes: object) => ({
      ...event,
      CallDetails: { ...(event.CallDetails as object), TransactionAttributes },
    });
    for (const attributes of [
      { tries: "1" },
      { tries: 1 },
      { trials: 1 },
      { tries: [1] },
      { tries: "[1]" },
      {},
    ]) {
      await handler(given(attributes));
    }
    expect(keys).toHaveLength(6);
    await handler(given({}));
    expect(keys).toHaveLength(6);
  });

  it("in another process has the same idempotency key", async () => {
    const [one, other] = [booking(), booking()];
    const event = one.call.event("NEW_INBOUND_CALL");
    await one.handler(event);
    await other.handler(event);
    expect(other.keys).toEqual(one.keys);
  });
});

describe("RepeatedDeliveries", () => {
  const answer = Promise.resolve("answer");

  it("forgets an event after half a minute", () => {
    let now = 0;
    const deliveries = new RepeatedDeliveries<string>({ now: () => now, after: () => () => {} });
    deliveries.remember("one", ["event"], answer);
    now = 29_999;
    expect(deliveries.find("one", ["event"])).toBe(answer);
    now = 30_000;
    expect(deliveries.find("one", ["event"])).toBeUndefined();
  });

  it("remembers the last event of a call only", () => {
    const deliveries = new RepeatedDeliveries<string>(new FakeClock());
    deliveries.remember("one", ["first"], answer);
    deliveries.remember("one", ["second"], answer);
    expect(deliveries.find("one", ["first"])).toBeUndefined();
    expect(deliveries.find("one", ["second"])).toBe(answer);
  });

  it("remembers the thousand calls that were heard of last", () => {
    const deliveries = new RepeatedDeliveries<string>(new FakeClock());
    for (let call = 0; call <= 1000; call += 1) deliveries.remember(`${call}`, ["event"], answer);
    expect(deliveries.find("0", ["event"])).toBeUndefined();
    expect(deliveries.find("1", ["event"])).toBe(answer);
  });
});
