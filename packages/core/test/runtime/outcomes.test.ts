import { describe, expect, it } from "vitest";
import * as z from "zod";
import { again, definePlugin, done, end, ivr, type Outcome, stay } from "../../src/index.js";
import { legB, listOf } from "./a-call.js";
import { collect, meeting, notice, play, question, say, start } from "./an-ivr.js";

/** A step that asks for a PIN, and answers what the test says. */
const pin = (
  outcome: () => Outcome<Record<never, never>, never>,
  giveUp?: () => Outcome<Record<never, never>, never>,
) =>
  definePlugin({
    name: "pin",
    step: {
      maxAttempts: 2,
      ask: ({ attempt }) => [collect(attempt === 1 ? "enter-pin" : "invalid-pin")],
      on: { "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": outcome },
      ...(giveUp && { giveUp }),
    },
  });

const answered = "PlayAudioAndGetDigits";

describe("stay", () => {
  it("with actions replaces the list", async () => {
    const { call } = start(ivr().use(pin(() => stay([say("hm")]))));
    await call.newInboundCall();
    expect(listOf(await call.actionSuccessful(answered))).toEqual(["Speak hm"]);
    expect(call.state.s).toBe("pin");
  });

  it("without actions keeps the list that runs", async () => {
    const step = definePlugin({
      name: "pin",
      step: {
        ask: () => [collect("enter-pin"), play("music")],
        on: { "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": () => stay() },
      },
    });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    expect(await call.actionSuccessful(answered)).not.toHaveProperty("Actions");
    expect(call.state.o).toBe("pin:PlayAudio");
  });

  it("with an empty list and `waits` leaves the call silent on purpose", async () => {
    const { call, log } = start(ivr().use(pin(() => stay([], { waits: true }))));
    await call.newInboundCall();
    expect(listOf(await call.actionSuccessful(answered))).toEqual([]);
    expect(log.codes).toEqual([]);
    expect(call.state.w).toBe(1);
  });

  it("adds a part of the results while the step still owns the call", async () => {
    const step = definePlugin({
      name: "two",
      adds: z.object({ first: z.string(), second: z.string() }),
      step: {
        ask: ({ call }) => [say(JSON.stringify(call.results))],
        on: { "ACTION_SUCCESSFUL:Speak": () => stay([say("next")], { adds: { first: "one" } }) },
      },
    });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    await call.actionSuccessful("Speak");
    expect(call.state.r).toEqual({ first: "one" });
  });
});

describe("again", () => {
  it("counts a try and asks again", async () => {
    const { call } = start(ivr().use(pin(() => again())));
    await call.newInboundCall();
    expect(listOf(await call.actionSuccessful(answered))).toEqual(["PlayAudioAndGetDigits invalid-pin"]);
    expect(call.state.n).toBe(2);
  });

  it("says its actions before it asks", async () => {
    const { call } = start(ivr().use(pin(() => again([say("No.")]))));
    await call.newInboundCall();
    expect(listOf(await call.actionSuccessful(answered))).toEqual([
      "Speak No.",
      "PlayAudioAndGetDigits invalid-pin",
    ]);
  });

  it("at maxAttempts gives up: the last words, and every leg is hung up", async () => {
    const step = pin(
      () => again(),
      () => end([play("goodbye")]),
    );
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    await call.actionSuccessful(answered);
    expect(listOf(await call.actionSuccessful(answered))).toEqual(["PlayAudio goodbye", "Hangup leg-a"]);
  });

  it("at maxAttempts without giveUp just hangs up", async () => {
    const { call } = start(ivr().use(pin(() => again())));
    await call.newInboundCall();
    await call.actionSuccessful(answered);
    expect(listOf(await call.actionSuccessful(answered))).toEqual(["Hangup leg-a"]);
  });

  it("gives up once with plain actions as last words", async () => {
    const step = definePlugin({
      name: "pin",
      step: {
        maxAttempts: 1,
        ask: () => [collect("enter-pin")],
        on: { "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": () => again([say("No.")]) },
        giveUp: () => [play("goodbye")],
      },
    });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    const last = await call.actionSuccessful(answered);
    expect(listOf(last)).toEqual(["Speak No.", "PlayAudio goodbye", "Hangup leg-a"]);
  });

  it("gives up into the next step when giveUp is done", async () => {
    const { call } = start(
      ivr()
        .use(
          pin(
            () => again(),
            () => done(),
          ),
        )
        .use(question("operator")),
    );
    await call.newInboundCall();
    await call.actionSuccessful(answered);
    expect(listOf(await call.actionSuccessful(answered))).toEqual(["PlayAudioAndGetDigits operator"]);
    expect(call.state.n).toBeUndefined();
  });

  it("is three tries when the step does not say how many", async () => {
    const step = definePlugin({
      name: "pin",
      step: { ask: ({ maxAttempts }) => [say(`${maxAttempts}`)] },
    });
    const { call } = start(ivr().use(step));
    expect(listOf(await call.newInboundCall())).toEqual(["Speak 3"]);
  });
});

describe("done", () => {
  it("chains steps that do not wait into one answer", async () => {
    const { call } = start(ivr().use(notice("welcome")).use(notice("news")).use(question("pin")));
    expect(listOf(await call.newInboundCall())).toEqual([
      "PlayAudio welcome",
      "PlayAudio news",
      "PlayAudioAndGetDigits pin",
    ]);
    expect(call.state).toEqual({
      v: 1,
      s: "pin",
      o: "welcome:PlayAudio news:PlayAudio pin:PlayAudioAndGetDigits",
    });
  });

  it("adds its result, which later steps read, already in the same answer", async () => {
    const finds = definePlugin({
      name: "finds",
      adds: z.object({ name: z.string() }),
      step: { ask: () => done({ name: "Ann" }) },
    });
    const greets = definePlugin({
      name: "greets",
      needs: z.object({ name: z.string() }),
      step: { ask: ({ call }) => [say(`Hello ${call.results.name}`)] },
    });
    const { call } = start(ivr().use(finds).use(greets));
    expect(listOf(await call.newInboundCall())).toEqual(["Speak Hello Ann"]);
    expect(call.state.r).toEqual({ name: "Ann" });
  });

  it("hands results on frozen", async () => {
    const finds = definePlugin({
      name: "finds",
      adds: z.object({ list: z.array(z.string()) }),
      step: { ask: () => done({ list: ["one"] }) },
    });
    let frozen = false;
    const reads = definePlugin({
      name: "reads",
      needs: z.object({ list: z.array(z.string()) }),
      step: {
        ask: ({ call }) => {
          frozen = Object.isFrozen(call.results) && Object.isFrozen(call.results.list);
          return [say("hello")];
        },
      },
    });
    const { call } = start(ivr().use(finds).use(reads));
    await call.newInboundCall();
    expect(frozen).toBe(true);
  });

  it("begins the next step with its first try", async () => {
    let tries = 0;
    const { call } = start(
      ivr()
        .use(pin(() => (++tries < 2 ? again() : done())))
        .use(question("next")),
    );
    await call.newInboundCall();
    await call.actionSuccessful(answered);
    expect(call.state.n).toBe(2);
    await call.actionSuccessful(answered);
    expect(call.state).toMatchObject({ s: "next" });
    expect(call.state).not.toHaveProperty("n");
  });

  it("at the end of the line hangs up", async () => {
    const { call } = start(ivr().use(notice("welcome")).use(question("pin")));
    await call.newInboundCall();
    expect(listOf(await call.actionSuccessful(answered))).toEqual(["Hangup leg-a"]);
    expect(call.state.e).toBe(1);
  });
});

describe("end", () => {
  it("says the last words and hangs up every leg, the other one first", async () => {
    const step = definePlugin({
      name: "bye",
      step: { ask: () => [say("wait")], on: { CALL_UPDATE_REQUESTED: () => end([say("bye")]) } },
    });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    call.withLegB();
    expect(listOf(await call.callUpdate({}))).toEqual(["Speak bye", `Hangup ${legB}`, "Hangup leg-a"]);
  });

  it("can be the answer to being asked", async () => {
    const closed = definePlugin({ name: "closed", step: { ask: () => end([say("We are closed.")]) } });
    const { call } = start(ivr().use(closed).use(meeting));
    expect(listOf(await call.newInboundCall())).toEqual(["Speak We are closed.", "Hangup leg-a"]);
  });
});
