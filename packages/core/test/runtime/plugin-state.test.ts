import { describe, expect, it } from "vitest";
import * as z from "zod";
import { again, command, definePlugin, done, ivr, stay } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { collect, isFallback, question, say, start } from "./an-ivr.js";

const answered = "PlayAudioAndGetDigits";

/** A step that collects letters, one an answer, and says the last two of them. */
const letters = definePlugin({
  name: "letters",
  step: {
    maxAttempts: 9,
    state: z.object({ typed: z.array(z.string()) }),
    ask: ({ state }) => [collect(`letters-${state?.typed.join("") ?? "none"}`)],
    on: {
      "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event, state, save }) => {
        const typed = [...(state?.typed ?? []), event.ActionData.ReceivedDigits ?? ""];
        save({ typed });
        return typed.length < 3 ? again() : done({}, [say(typed.join(""))]);
      },
    },
  },
});

describe("the state of a step", () => {
  it("is there at the next event, and in the ask that follows", async () => {
    const { call } = start(ivr().use(letters));
    expect(listOf(await call.newInboundCall())).toEqual([`${answered} letters-none`]);
    expect(listOf(await call.actionSuccessful(answered, { ReceivedDigits: "1" }))).toEqual([
      `${answered} letters-1`,
    ]);
    expect(call.state.p).toEqual({ typed: ["1"] });
    expect(listOf(await call.actionSuccessful(answered, { ReceivedDigits: "2" }))).toEqual([
      `${answered} letters-12`,
    ]);
  });

  it("is forgotten when the step is through", async () => {
    const { call } = start(ivr().use(letters).use(question("next")));
    await call.newInboundCall();
    for (const ReceivedDigits of ["1", "2", "3"]) await call.actionSuccessful(answered, { ReceivedDigits });
    expect(call.state.s).toBe("next");
    expect(call.state).not.toHaveProperty("p");
  });

  it("of a wrong shape is IVR_PLUGIN_STATE_INVALID", async () => {
    const step = definePlugin({
      name: "wrong",
      step: {
        state: z.object({ count: z.number() }),
        ask: ({ save }) => {
          save({ count: "one" as never });
          return [say("hi")];
        },
      },
    });
    const { call, log } = start(ivr().use(step));
    expect(isFallback(await call.newInboundCall())).toBe(true);
    expect(log.codes).toEqual(["IVR_PLUGIN_STATE_INVALID"]);
    expect(log.entries[0]?.message).toContain("save() of wrong: count:");
  });

  it("without a schema is IVR_PLUGIN_STATE_INVALID", async () => {
    const step = definePlugin({
      name: "wrong",
      step: {
        ask: ({ save }) => {
          save({ count: 1 } as never);
          return [say("hi")];
        },
      },
    });
    const { call, log } = start(ivr().use(step));
    await call.newInboundCall();
    expect(log.codes).toEqual(["IVR_PLUGIN_STATE_INVALID"]);
  });

  it("that another version kept in another shape is as if nothing had been kept", async () => {
    const { call } = start(ivr().use(letters));
    await call.newInboundCall();
    call.attributes = { ivr: JSON.stringify({ ...call.state, p: { typed: 7 } }) };
    const answer = await call.actionSuccessful(answered, { ReceivedDigits: "1" });
    expect(listOf(answer)).toEqual([`${answered} letters-1`]);
  });

  it("is frozen", async () => {
    let frozen: unknown;
    const step = definePlugin({
      name: "keeps",
      step: {
        state: z.object({ list: z.array(z.number()) }),
        ask: ({ save }) => {
          save({ list: [1] });
          return [say("hi")];
        },
        on: {
          "ACTION_SUCCESSFUL:Speak": ({ state }) => {
            frozen = Object.isFrozen(state) && Object.isFrozen(state?.list);
            return stay([say("ho")]);
          },
        },
      },
    });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    await call.actionSuccessful("Speak");
    expect(frozen).toBe(true);
  });
});

const counter = <const Name extends string>(name: Name) =>
  definePlugin({
    name,
    feature: {
      state: z.object({ count: z.number() }),
      commands: {
        [name]: command(
          z.object({}),
          ({
            state,
            save,
          }: {
            state: { count: number } | undefined;
            save: (next: { count: number }) => void;
          }) => save({ count: (state?.count ?? 0) + 1 }),
        ),
      },
    },
  });

describe("the state of a feature", () => {
  it("is its own, and lasts for the whole call", async () => {
    const talks = definePlugin({
      name: "talks",
      step: { ask: () => [say("hi")], on: { "ACTION_SUCCESSFUL:Speak": () => done() } },
    });
    const last = definePlugin({ name: "last", step: { ask: () => [say("last")] } });
    const { call } = start(ivr().use(counter("one")).use(counter("two")).use(talks).use(last));
    await call.newInboundCall();
    await call.callUpdate({ command: "one" });
    await call.callUpdate({ command: "two" });
    await call.actionSuccessful("Speak");
    await call.callUpdate({ command: "one" });
    expect(call.state.f).toEqual({ one: { count: 2 }, two: { count: 1 } });
  });

  it("of requests that waited is read anew for each", async () => {
    const { call } = start(ivr().use(counter("one")).use(question("pin")).use(question("next")));
    await call.newInboundCall();
    await call.callUpdate({ command: "one" });
    await call.callUpdate({ command: "one" });
    await call.actionSuccessful(answered);
    expect(call.state.f).toEqual({ one: { count: 2 } });
  });
});
