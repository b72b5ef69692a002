import { describe, expect, it } from "vitest";
import * as z from "zod";
import { command, definePlugin, ivr, Logger, value } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { play, say, start } from "./an-ivr.js";

type Run = Parameters<typeof command<z.ZodObject, { save: (next: { count: number }) => void }>>[1];

const talks = definePlugin({ name: "talks", step: { ask: () => [say("hello")] } });
const good = definePlugin({ name: "good", feature: { on: { CALL_UPDATE_REQUESTED: () => [play("good")] } } });

/** A feature whose command does what the test says. */
const bad = (run: Run) =>
  definePlugin({
    name: "bad",
    feature: { state: z.object({ count: z.number() }), commands: { go: command(z.object({}), run) } },
  });

const begun = async (run: Run) => {
  const all = start(ivr().use(bad(run)).use(good).use(talks));
  await all.call.newInboundCall();
  return all;
};

describe("a feature that fails", () => {
  it("by throwing is left out, and the others and the call go on", async () => {
    const { call, log } = await begun(() => {
      throw new Error("boom");
    });
    expect(listOf(await call.callUpdate({ command: "go" }))).toEqual(["PlayAudio good", "Speak hello"]);
    expect(log.codes).toEqual(["IVR_FEATURE_FAILED"]);
    expect(log.cause?.message).toBe("boom");
    expect(log.entries[1]?.fields.plugin).toBe("bad");
  });

  it("by a rejected promise is left out", async () => {
    const { call, log } = await begun(() => Promise.reject(new Error("boom")));
    expect(listOf(await call.callUpdate({ command: "go" }))).toEqual(["PlayAudio good", "Speak hello"]);
    expect(log.codes).toEqual(["IVR_FEATURE_FAILED"]);
  });

  it("by hanging is left out after 1.5 s, well before the deadline of the call", async () => {
    const { call, clock, log } = await begun(() => new Promise(() => {}));
    const answer = call.callUpdate({ command: "go" });
    await clock.advance(1500);
    expect(listOf(await answer)).toEqual(["PlayAudio good", "Speak hello"]);
    expect(log.codes).toEqual(["IVR_FEATURE_FAILED"]);
    expect(log.cause).toMatchObject({ code: "IVR_DEADLINE" });
    expect(clock.pending).toBe(0);
  });

  it("by an action with a parameter out of bounds is left out, and the step's list is sent", async () => {
    const { call, log } = await begun(() => [say("")]);
    expect(listOf(await call.callUpdate({ command: "go" }))).toEqual(["PlayAudio good", "Speak hello"]);
    expect(log.codes).toEqual(["IVR_FEATURE_FAILED"]);
    expect(log.cause?.message).toContain("actions[0].Parameters.Text");
  });

  it("by an answer that is no list is left out", async () => {
    const { call, log } = await begun((() => 42) as never);
    expect(listOf(await call.callUpdate({ command: "go" }))).toEqual(["PlayAudio good", "Speak hello"]);
    expect(log.codes).toEqual(["IVR_FEATURE_FAILED"]);
  });

  it("keeps nothing of what it wanted to keep", async () => {
    const { call } = await begun(({ save }) => {
      save({ count: 1 });
      throw new Error("boom");
    });
    await call.callUpdate({ command: "go" });
    expect(call.state).not.toHaveProperty("f");
  });

  it("by state of a wrong shape is left out", async () => {
    const { call, log } = await begun(({ save }) => save({ count: "one" as never }));
    await call.callUpdate({ command: "go" });
    expect(log.codes).toEqual(["IVR_FEATURE_FAILED"]);
    expect(log.cause).toMatchObject({ code: "IVR_PLUGIN_STATE_INVALID" });
  });

  it("does not end the call when its observer throws on the first event", async () => {
    const broken = definePlugin({
      name: "broken",
      feature: {
        on: {
          NEW_INBOUND_CALL: () => {
            throw new Error("boom");
          },
        },
      },
    });
    const { call } = start(ivr().use(broken).use(talks));
    expect(listOf(await call.newInboundCall())).toEqual(["Speak hello"]);
  });
});

describe("a logger that throws", () => {
  it("does not cost the caller the call", async () => {
    const angry = () => {
      throw new Error("the log is full");
    };
    const handler = ivr()
      .use(talks)
      .bind(value(Logger, { debug: angry, info: angry, warn: angry, error: angry }))
      .build();
    const { call } = start(ivr().use(talks));
    call.handler = handler;
    expect(listOf(await call.newInboundCall())).toEqual(["Speak hello"]);
  });
});
