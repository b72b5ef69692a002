import { describe, expect, it } from "vitest";
import * as z from "zod";
import { again, command, definePlugin, done, ivr, stay } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { collect, isFallback, play, question, say, start } from "./an-ivr.js";

const answered = "PlayAudioAndGetDigits";

describe("a result", () => {
  const adds = z.object({ age: z.number() });

  it("of another shape than `adds` is IVR_RESULT_INVALID", async () => {
    const step = definePlugin({ name: "age", adds, step: { ask: () => done({ age: "ten" as never }) } });
    const { call, log } = start(ivr().use(step));
    expect(isFallback(await call.newInboundCall())).toBe(true);
    expect(log.codes).toEqual(["IVR_RESULT_INVALID"]);
    expect(log.entries[0]?.message).toContain("the result of age: age:");
  });

  it("of a step that declares no `adds` is IVR_RESULT_INVALID", async () => {
    const step = definePlugin({ name: "age", step: { ask: () => done({ age: 10 } as never) } });
    const { call, log } = start(ivr().use(step));
    await call.newInboundCall();
    expect(log.codes).toEqual(["IVR_RESULT_INVALID"]);
  });

  it("that stay() adds is checked too", async () => {
    const step = definePlugin({
      name: "age",
      adds,
      step: { ask: () => stay([say("hm")], { adds: { age: "ten" as never } }) },
    });
    const { call, log } = start(ivr().use(step));
    await call.newInboundCall();
    expect(log.codes).toEqual(["IVR_RESULT_INVALID"]);
  });

  it("is kept as the schema makes it", async () => {
    const step = definePlugin({
      name: "age",
      adds: z.object({ age: z.string().transform(Number) }),
      step: { ask: () => done({ age: "10" }) },
    });
    const { call } = start(ivr().use(step).use(question("next")));
    await call.newInboundCall();
    expect(call.state.r).toEqual({ age: 10 });
  });
});

describe("an outcome", () => {
  it("that is none is IVR_OUTCOME_INVALID", async () => {
    const step = definePlugin({
      name: "pin",
      step: {
        ask: () => [collect("enter-pin")],
        on: { "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": () => ({ kind: "perhaps" }) as never },
      },
    });
    const { call, log } = start(ivr().use(step));
    await call.newInboundCall();
    expect(isFallback(await call.actionSuccessful(answered))).toBe(true);
    expect(log.codes).toEqual(["IVR_OUTCOME_INVALID"]);
  });

  it("of a handler that answers nothing at all is IVR_OUTCOME_INVALID", async () => {
    const step = definePlugin({
      name: "pin",
      step: {
        ask: () => [collect("enter-pin")],
        on: { "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": (() => {}) as never },
      },
    });
    const { call, log } = start(ivr().use(step));
    await call.newInboundCall();
    expect(isFallback(await call.actionSuccessful(answered))).toBe(true);
    expect(log.codes).toEqual(["IVR_OUTCOME_INVALID"]);
  });

  it("of an ask that is neither a list nor an outcome is IVR_OUTCOME_INVALID", async () => {
    const step = definePlugin({ name: "pin", step: { ask: (() => undefined) as never } });
    const { call, log } = start(ivr().use(step));
    expect(isFallback(await call.newInboundCall())).toBe(true);
    expect(log.codes).toEqual(["IVR_OUTCOME_INVALID"]);
  });

  it("again() of giveUp is IVR_OUTCOME_INVALID: there is no further try", async () => {
    const step = definePlugin({
      name: "pin",
      step: {
        maxAttempts: 1,
        ask: () => [collect("enter-pin")],
        on: { "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": () => again() },
        giveUp: () => again(),
      },
    });
    const { call, log } = start(ivr().use(step));
    await call.newInboundCall();
    expect(isFallback(await call.actionSuccessful(answered))).toBe(true);
    expect(log.codes).toEqual(["IVR_OUTCOME_INVALID"]);
  });
});

describe("dead air", () => {
  it("is IVR_DEAD_AIR when a step stays with nothing and does not say that it waits", async () => {
    const step = definePlugin({ name: "mute", step: { ask: () => stay([]) } });
    const { call, log } = start(ivr().use(step));
    expect(isFallback(await call.newInboundCall())).toBe(true);
    expect(log.codes).toEqual(["IVR_DEAD_AIR"]);
    expect(log.entries[0]?.fields.plugin).toBe("mute");
  });

  it("is an empty list of ask, too", async () => {
    const { call, log } = start(ivr().use(definePlugin({ name: "mute", step: { ask: () => [] } })));
    await call.newInboundCall();
    expect(log.codes).toEqual(["IVR_DEAD_AIR"]);
  });

  it("is what remains when nobody handles the end of a list", async () => {
    const { call, log } = start(
      ivr().use(definePlugin({ name: "talks", step: { ask: () => [say("hello")] } })),
    );
    await call.newInboundCall();
    expect(isFallback(await call.actionSuccessful("Speak"))).toBe(true);
    expect(log.codes).toEqual(["IVR_DEAD_AIR"]);
  });

  it("is not prevented by the digit listener alone", async () => {
    const keys = definePlugin({ name: "keys", feature: { digits: { "*6": () => {} } } });
    const { call, log } = start(
      ivr()
        .use(keys)
        .use(definePlugin({ name: "mute", step: { ask: () => [] } })),
    );
    await call.newInboundCall();
    expect(log.codes).toEqual(["IVR_DEAD_AIR"]);
  });

  it("is none while another leg is up", async () => {
    const step = definePlugin({ name: "talks", step: { ask: () => [say("hello")] } });
    const { call, log } = start(ivr().use(step));
    await call.newInboundCall();
    call.withLegB();
    await call.actionSuccessful("Speak");
    expect(log.codes).toEqual([]);
  });
});

describe("a response", () => {
  const eleven = Array.from({ length: 11 }, (_, index) => say(`${index}`));

  it("of eleven actions is IVR_RESPONSE_INVALID, and is not sent", async () => {
    const { call, log } = start(ivr().use(definePlugin({ name: "talks", step: { ask: () => eleven } })));
    expect(isFallback(await call.newInboundCall())).toBe(true);
    expect(log.codes).toEqual(["IVR_RESPONSE_INVALID"]);
    expect(log.entries[0]?.message).toContain("at most 10 actions, given 11");
  });

  it("with a parameter out of bounds names the action, the parameter and the page", async () => {
    const step = definePlugin({ name: "talks", step: { ask: () => [say("hi"), say("")] } });
    const { call, log } = start(ivr().use(step));
    expect(isFallback(await call.newInboundCall())).toBe(true);
    expect(log.entries[0]?.message).toMatch(/Actions\[1\]\.Parameters\.Text: .*\(speak\)/);
  });

  it("leaves out the features' actions when the step's list fits alone", async () => {
    const talker = definePlugin({
      name: "talker",
      feature: { commands: { say: command(z.strictObject({}), () => [play("one"), play("two")]) } },
    });
    const long = definePlugin({ name: "long", step: { ask: () => eleven.slice(0, 10) } });
    const { call, log } = start(ivr().use(talker).use(long));
    await call.newInboundCall();
    const answer = await call.callUpdate({ command: "say" });
    expect(listOf(answer)).toHaveLength(10);
    expect(listOf(answer)?.[0]).toBe("Speak 0");
    expect(log.codes).toEqual(["IVR_FEATURE_FAILED"]);
  });

  it("keeps nothing of features whose actions were left out", async () => {
    const run = ({ save }: { save: (next: { on: boolean }) => void }) => {
      save({ on: true });
      return [play("one")];
    };
    const recorder = definePlugin({
      name: "recorder",
      feature: { state: z.object({ on: z.boolean() }), commands: { record: command(z.object({}), run) } },
    });
    const long = definePlugin({ name: "long", step: { ask: () => eleven.slice(0, 10) } });
    const { call } = start(ivr().use(recorder).use(long));
    await call.newInboundCall();
    await call.callUpdate({ command: "record" });
    expect(call.state).not.toHaveProperty("f");
  });
});
