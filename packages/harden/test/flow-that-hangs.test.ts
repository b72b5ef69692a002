import { Clock, definePlugin, ivr, Logger, silentLogger, value } from "@switchhook/core";
import { VirtualClock } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import { answer, firstEvent, guarded, sound, taken, type WireEvent } from "./calls.js";

describe("a flow that does not answer in time", () => {
  const never = () => new Promise<never>(() => {});
  /** With a deadline of its own, which begins as late as it does in a process that is busy. */
  const flowOn = (clock: VirtualClock) => {
    const flow = ivr({ apology: { Text: "The flow's own apology." } })
      .use(definePlugin({ name: "slow", step: { ask: never } }))
      .bind(value(Logger, silentLogger), value(Clock, clock))
      .build();
    return async (event: unknown, context?: never) => {
      await new Promise<void>((begin) => clock.after(100, begin));
      return flow(event, context);
    };
  };

  it("costs the caller an apology, and is logged", async () => {
    const handler = async (event: unknown) =>
      (event as WireEvent).InvocationEventType === "NEW_INBOUND_CALL" ? never() : answer();
    const running = guarded(sound, { takeOver: { handler, share: 1 } });
    const call = running.caller();
    call.call.begin();
    await call.elapseMeanwhile(4300);
    await call.untilEnded();
    expect(call.heard).toEqual([expect.stringMatching(/^We are sorry/)]);
    expect(taken(running)).toEqual(["deadline on"]);
    expect(call.problems).toEqual([]);
  });

  it.each([[{}], [{ deadlineMs: 1000 }]])(
    "is not cut short where it has a deadline of its own, as each of ours: %j",
    async (options) => {
      const clock = new VirtualClock();
      const running = guarded(sound, { clock, takeOver: { handler: flowOn(clock), share: 1 }, ...options });
      const answered = running.handler(firstEvent());
      await clock.advance(4300);
      expect(JSON.stringify(await answered)).toContain("The flow's own apology.");
      expect(running.log).toEqual([]);
    },
  );

  it("is not cut short either where Lambda has less time left", async () => {
    const clock = new VirtualClock();
    const running = guarded(sound, { clock, takeOver: { handler: flowOn(clock), share: 1 } });
    const answered = running.handler(firstEvent(), { getRemainingTimeInMillis: () => 3000 });
    await clock.advance(2800);
    expect(JSON.stringify(await answered)).toContain("The flow's own apology.");
  });

  it("costs the caller an apology where Lambda has less time left", async () => {
    const running = guarded(sound, { takeOver: { handler: never, share: 1 } });
    const answered = running.handler(firstEvent(), { getRemainingTimeInMillis: () => 3000 });
    await running.clock.advance(2800);
    expect(JSON.stringify(await answered)).toContain("We are sorry");
  });

  it("is waited for while the guard only reports, and says so", async () => {
    const late = (clock: VirtualClock) => (event: unknown) =>
      new Promise<unknown>((answered) => {
        clock.after(4600, () => answered(sound(event as WireEvent)));
      });
    const clock = new VirtualClock();
    const takeOver = { handler: late(clock), share: 1 };
    const running = guarded(sound, { clock, takeOver, guards: { deadline: "report" } });
    const answered = running.handler(firstEvent());
    await clock.advance(4700);
    expect(JSON.stringify(await answered)).toContain("Your PIN?");
    expect(taken(running)).toEqual(["deadline report"]);
  });
});
