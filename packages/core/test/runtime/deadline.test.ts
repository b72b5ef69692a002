import { describe, expect, it } from "vitest";
import { Deadline, definePlugin, ivr, type Outcome, perCall, stay, token } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { isFallback, say, start } from "./an-ivr.js";

const never = new Promise<never>(() => {});

/** A step that hangs, and notes when its signal fires. */
const hanging = () => {
  const fired: unknown[] = [];
  const step = definePlugin({
    name: "hangs",
    step: {
      ask: ({ signal }) => {
        signal.addEventListener("abort", () => fired.push(signal.reason));
        return never;
      },
    },
  });
  return { fired, ...start(ivr().use(step)) };
};

describe("the deadline", () => {
  it("comes after 4 s: the fallback answers", async () => {
    const { call, clock, log } = hanging();
    const answer = call.newInboundCall();
    await clock.advance(4000);
    expect(isFallback(await answer)).toBe(true);
    expect(log.codes).toEqual(["IVR_DEADLINE"]);
    expect(log.invocations[0]).toMatchObject({ ms: 4000, stepAfter: "(fallback)" });
  });

  it("does not come a moment earlier", async () => {
    const { call, clock } = hanging();
    let answered = false;
    const answer = call.newInboundCall().then(() => {
      answered = true;
    });
    await clock.advance(3999);
    expect(answered).toBe(false);
    await clock.advance(1);
    await answer;
  });

  it("fires the signal that handlers have", async () => {
    const { call, clock, fired } = hanging();
    const answer = call.newInboundCall();
    await clock.advance(4000);
    await answer;
    expect(fired).toEqual([expect.objectContaining({ code: "IVR_DEADLINE" })]);
  });

  it("comes half a second before Lambda's own, when that is sooner", async () => {
    const { call, clock } = hanging();
    call.context = { getRemainingTimeInMillis: () => 2000 };
    const answer = call.newInboundCall();
    await clock.advance(1500);
    expect(isFallback(await answer)).toBe(true);
  });

  it("is not later than 4 s when Lambda has more time", async () => {
    const { call, clock } = hanging();
    call.context = { getRemainingTimeInMillis: () => 15_000 };
    const answer = call.newInboundCall();
    await clock.advance(4000);
    expect(isFallback(await answer)).toBe(true);
  });

  it("leaves no timer behind when the answer was in time", async () => {
    const { call, clock } = start(
      ivr().use(definePlugin({ name: "talks", step: { ask: () => [say("hi")] } })),
    );
    await call.newInboundCall();
    expect(clock.pending).toBe(0);
  });

  it("wins against work that ends at once on the signal", async () => {
    const step = definePlugin({
      name: "ends",
      step: {
        ask: ({ signal }) =>
          new Promise<Outcome<Record<never, never>, never>>((resolve) =>
            signal.addEventListener("abort", () => resolve(stay([say("late")]))),
          ),
      },
    });
    const { call, clock } = start(ivr().use(step));
    const answer = call.newInboundCall();
    await clock.advance(4000);
    expect(isFallback(await answer)).toBe(true);
  });

  it("reaches adapters as the service Deadline", async () => {
    const Slow = token<{ signal: AbortSignal }>("Slow");
    const slow = perCall(Slow, { deps: { signal: Deadline }, make: ({ signal }) => ({ signal }) });
    const signals: AbortSignal[] = [];
    const step = definePlugin({
      name: "uses",
      deps: { slow: Slow },
      services: [slow],
      step: {
        ask: ({ deps, signal }) => {
          signals.push(deps.slow.signal, signal);
          return [say("hi")];
        },
      },
    });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    expect(signals[0]).toBe(signals[1]);
  });

  it("of one call does not touch another one", async () => {
    const step = definePlugin({
      name: "slow-for-one",
      step: { ask: ({ call }) => (call.transactionId === "slow" ? never : [say("hi")]) },
    });
    const { handler, clock, call: fast } = start(ivr().use(step));
    const event = { ...fast.event("NEW_INBOUND_CALL") } as { CallDetails: object };
    const slow = handler({ ...event, CallDetails: { ...event.CallDetails, TransactionId: "slow" } });
    expect(listOf(await fast.newInboundCall())).toEqual(["Speak hi"]);
    await clock.advance(4000);
    expect(isFallback(await slow)).toBe(true);
  });
});
