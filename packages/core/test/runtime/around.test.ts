import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Answer, type Around, command, definePlugin, IvrError, ivr } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { isFallback, notice, play, question, say, start } from "./an-ivr.js";

const around = <const Name extends string>(
  name: Name,
  layer: Around<Record<never, never>, Record<never, never>>,
) => definePlugin({ name, around: layer });

describe("an around layer", () => {
  it("sees the actions that the layers inside it answer", async () => {
    let seen: Answer | undefined;
    const watcher = around("watcher", async (_, next) => {
      seen = await next();
      return seen;
    });
    const { call } = start(ivr().use(watcher).use(notice("welcome")).use(question("pin")));
    const answer = await call.newInboundCall();
    expect(seen?.actions).toEqual([
      play("welcome"),
      expect.objectContaining({ Type: "PlayAudioAndGetDigits" }),
    ]);
    expect(listOf(answer)).toEqual(["PlayAudio welcome", "PlayAudioAndGetDigits pin"]);
  });

  it("sees every event", async () => {
    const seen: string[] = [];
    const watcher = around("watcher", async ({ event }, next) => {
      seen.push(event.InvocationEventType);
      return next();
    });
    const { call } = start(ivr().use(watcher).use(question("pin")));
    await call.newInboundCall();
    await call.actionSuccessful("PlayAudioAndGetDigits");
    await call.hangup();
    expect(seen).toEqual(["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL", "HANGUP"]);
  });

  it("is inside those that were used before it", async () => {
    const trace: string[] = [];
    const traced = <const Name extends string>(name: Name) =>
      around(name, async (_, next) => {
        trace.push(`${name} in`);
        const answer = await next();
        trace.push(`${name} out`);
        return answer;
      });
    const { call } = start(ivr().use(traced("outer")).use(traced("inner")).use(question("pin")));
    await call.newInboundCall();
    expect(trace).toEqual(["outer in", "inner in", "inner out", "outer out"]);
  });

  it("is around the features too, wherever it stands", async () => {
    let seen: Answer | undefined;
    const feature = definePlugin({
      name: "feature",
      feature: { commands: { say: command(z.strictObject({}), () => [say("hello")]) } },
    });
    const watcher = around("watcher", async (_, next) => {
      seen = await next();
      return seen;
    });
    const { call } = start(ivr().use(question("pin")).use(feature).use(watcher));
    await call.newInboundCall();
    call.attributes = { ivr: JSON.stringify({ v: 1, s: "pin", o: "pin:Speak" }) };
    await call.callUpdate({ command: "say" });
    expect(seen?.actions.map(({ Type }) => Type)).toEqual(["Speak", "PlayAudioAndGetDigits"]);
  });

  it("may answer in the place of what is inside, without next()", async () => {
    let asked = 0;
    const closed = around("closed", async () => [say("We are closed.")]);
    const step = definePlugin({
      name: "pin",
      step: {
        ask: () => {
          asked += 1;
          return [say("Your PIN?")];
        },
      },
    });
    const { call } = start(ivr().use(closed).use(step));
    expect(listOf(await call.newInboundCall())).toEqual(["Speak We are closed."]);
    expect(asked).toBe(0);
  });

  it("may change what next() answered", async () => {
    const polite = around("polite", async (_, next) => {
      const { actions } = await next();
      return [say("Please hold."), ...actions];
    });
    const { call } = start(ivr().use(polite).use(question("pin")));
    expect(listOf(await call.newInboundCall())).toEqual(["Speak Please hold.", "PlayAudioAndGetDigits pin"]);
  });

  it("that adds an action leaves those of the step with the step", async () => {
    const polite = around("polite", async ({ event }, next) => {
      const { actions } = await next();
      return event.InvocationEventType === "NEW_INBOUND_CALL"
        ? [say("Please hold."), ...actions]
        : { actions };
    });
    const { call } = start(ivr().use(polite).use(question("pin")).use(question("next")));
    await call.newInboundCall();
    const answer = await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(listOf(answer)).toEqual(["PlayAudioAndGetDigits next"]);
  });

  it("that hands on nothing but what next() answered does not replace a list that goes on", async () => {
    const copies = around("copies", async (_, next) => [...(await next()).actions]);
    const { call } = start(ivr().use(copies).use(question("pin")));
    await call.newInboundCall();
    expect(await call.callUpdate({ command: "unknown" })).not.toHaveProperty("Actions");
  });

  it("that answers an answer object replaces what is inside", async () => {
    const muted = around("muted", async (_, next) => {
      await next();
      return { actions: [say("instead")] };
    });
    const { call } = start(ivr().use(muted).use(question("pin")));
    expect(listOf(await call.newInboundCall())).toEqual(["Speak instead"]);
  });

  it("that throws is answered with the fallback", async () => {
    const broken = around("broken", async () => {
      throw new Error("boom");
    });
    const { call, log } = start(ivr().use(broken).use(question("pin")));
    expect(isFallback(await call.newInboundCall())).toBe(true);
    expect(log.codes).toContain("IVR_HANDLER_FAILED");
    expect(log.entries[0]?.fields.plugin).toBe("broken");
  });

  it("that throws a coded error keeps its code", async () => {
    const broken = around("broken", async () => {
      throw new IvrError("IVR_CONFIG_INVALID", "no configuration");
    });
    const { call, log } = start(ivr().use(broken).use(question("pin")));
    await call.newInboundCall();
    expect(log.codes).toContain("IVR_CONFIG_INVALID");
  });

  it("may catch what a step throws, and answer itself", async () => {
    const safe = around("safe", async (_, next) => next().catch(() => [say("Let us try that later.")]));
    const step = definePlugin({
      name: "pin",
      step: {
        ask: () => {
          throw new Error("boom");
        },
      },
    });
    const { call } = start(ivr().use(safe).use(step));
    expect(listOf(await call.newInboundCall())).toEqual(["Speak Let us try that later."]);
  });

  it("that calls next() twice is answered with the fallback, and says so", async () => {
    const greedy = around("greedy", async (_, next) => {
      await next();
      return next();
    });
    const { call, log } = start(ivr().use(greedy).use(question("pin")));
    expect(isFallback(await call.newInboundCall())).toBe(true);
    expect(log.codes).toContain("IVR_NEXT_TWICE");
  });

  it("that does not await next() is answered with the fallback, and says so", async () => {
    const hasty = around("hasty", async (_, next) => {
      void next();
      return [say("too early")];
    });
    const slow = definePlugin({
      name: "slow",
      step: { ask: () => new Promise<[]>((resolve) => setImmediate(() => resolve([]))) },
    });
    const { call, log } = start(ivr().use(hasty).use(slow));
    expect(isFallback(await call.newInboundCall())).toBe(true);
    expect(log.codes).toContain("IVR_NEXT_NOT_AWAITED");
  });
});
