import { describe, expect, it } from "vitest";
import * as z from "zod";
import { command, definePlugin, done, ivr, stay, stopCallRecording } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { join, play, question, say, sorry, start } from "./an-ivr.js";

const fails = () => {
  throw new Error("boom");
};

/** A step that fails at the next event. */
const fragile = definePlugin({
  name: "fragile",
  step: {
    state: z.object({ note: z.string() }),
    ask: ({ save }) => {
      save({ note: "before" });
      return [say("hello")];
    },
    on: {
      "ACTION_SUCCESSFUL:Speak": ({ save }) => {
        save({ note: "after" });
        return fails();
      },
    },
  },
});

describe("a handler that throws", () => {
  it("is answered with an apology and a hang-up", async () => {
    const { call, log } = start(ivr().use(fragile));
    await call.newInboundCall();
    expect(listOf(await call.actionSuccessful("Speak"))).toEqual([sorry, "Hangup leg-a"]);
    expect(log.codes).toEqual(["IVR_HANDLER_FAILED"]);
    expect(log.cause?.message).toBe("boom");
    expect(log.entries[1]?.fields.plugin).toBe("fragile");
  });

  it("hangs up every leg that is up, the other one first", async () => {
    const step = definePlugin({
      name: "meeting",
      step: { ask: () => [join("m-1")], on: { CALL_UPDATE_REQUESTED: fails } },
    });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    await call.joined();
    expect(listOf(await call.callUpdate({}))).toEqual([sorry, "Hangup leg-b", "Hangup leg-a"]);
  });

  it("says nothing to a caller who is gone", async () => {
    const step = definePlugin({
      name: "meeting",
      step: { ask: () => [join("m-1")], on: { HANGUP: fails } },
    });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    await call.joined();
    expect(listOf(await call.hangup("LEG-A"))).toEqual(["Hangup leg-b"]);
  });

  it("keeps the old state and nothing of the new", async () => {
    const feature = definePlugin({
      name: "feature",
      feature: {
        state: z.object({ count: z.number() }),
        on: { "ACTION_SUCCESSFUL:Speak": ({ save }) => save({ count: 1 }) },
      },
    });
    const { call } = start(ivr().use(feature).use(fragile));
    await call.newInboundCall();
    await call.actionSuccessful("Speak");
    expect(call.state).toMatchObject({ s: "fragile", p: { note: "before" }, e: 1 });
    expect(call.state).not.toHaveProperty("f");
  });

  it("keeps no result of a step that was done in the same event", async () => {
    const finds = definePlugin({
      name: "finds",
      adds: z.object({ name: z.string() }),
      step: { ask: () => done({ name: "Ann" }) },
    });
    const { call } = start(
      ivr()
        .use(finds)
        .use(definePlugin({ name: "bad", step: { ask: fails } })),
    );
    await call.newInboundCall();
    expect(call.state).not.toHaveProperty("r");
    expect(call.state).not.toHaveProperty("s");
  });

  it("does not keep a feature from hearing what was carried out before", async () => {
    const done: string[][] = [];
    const feature = definePlugin({
      name: "feature",
      feature: {
        on: {
          NEW_INBOUND_CALL: () => [stopCallRecording({ CallId: "leg-a" })],
          ACTION_FAILED: (given) => void done.push([...given.done]),
        },
      },
    });
    const step = definePlugin({
      name: "step",
      step: { ask: () => [play("welcome")], on: { "ACTION_FAILED:PlayAudio": fails } },
    });
    const { call } = start(ivr().use(feature).use(step));
    await call.newInboundCall();
    await call.actionFailed("PlayAudio", "SystemException");
    await call.actionFailed("Speak", "SystemException");
    expect(done).toEqual([["StopCallRecording"], ["StopCallRecording"]]);
    await call.actionFailed("Hangup", "SystemException");
    expect(done.at(-1)).toEqual([]);
  });

  it("that throws something that is no error is answered the same way", async () => {
    const step = definePlugin({
      name: "odd",
      step: {
        ask: () => {
          throw "just text";
        },
      },
    });
    const { call, log } = start(ivr().use(step));
    expect(listOf(await call.newInboundCall())).toEqual([sorry, "Hangup leg-a"]);
    expect(log.cause).toBe("just text");
  });
});

describe("the fallback", () => {
  it("of a fallback only hangs up", async () => {
    const { call, log } = start(ivr().use(fragile));
    await call.newInboundCall();
    await call.actionSuccessful("Speak");
    const answer = await call.actionFailed("Speak", "SystemException");
    expect(listOf(answer)).toEqual(["Hangup leg-a"]);
    expect(log.codes).toContain("IVR_ACTION_FAILED");
    const again = await call.send("INVALID_LAMBDA_RESPONSE", { ErrorType: "SomethingElse" });
    expect(listOf(again)).toEqual(["Hangup leg-a"]);
  });

  it("goes on hanging up when its apology is through", async () => {
    const { call } = start(ivr().use(fragile));
    await call.newInboundCall();
    call.withLegB();
    await call.actionSuccessful("Speak");
    await call.actionSuccessful("Hangup", { Parameters: { CallId: "leg-b" } });
    expect(listOf(await call.hangup("LEG-B"))).toEqual(["Hangup leg-a"]);
  });

  it("is not replaced by what a feature wants", async () => {
    const feature = definePlugin({
      name: "feature",
      feature: { commands: { say: command(z.object({}), () => [play("hello")]) } },
    });
    const { call } = start(ivr().use(feature).use(fragile));
    await call.newInboundCall();
    await call.actionSuccessful("Speak");
    expect(await call.callUpdate({ command: "say" })).not.toHaveProperty("Actions");
  });

  it("is not replaced by the answer to a step's question", async () => {
    const step = definePlugin({
      name: "pin",
      step: {
        ask: () => [say("hi")],
        on: { CALL_UPDATE_REQUESTED: fails, DIGITS_RECEIVED: () => stay([say("no")]) },
      },
    });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    await call.callUpdate({});
    expect(await call.digitsReceived("1")).not.toHaveProperty("Actions");
  });

  it("is the answer to INVALID_LAMBDA_RESPONSE, which is our bug", async () => {
    const { call, log } = start(ivr().use(question("pin")));
    await call.newInboundCall();
    const answer = await call.send("INVALID_LAMBDA_RESPONSE", {
      ErrorType: "TransactionAttributesInvalidMapSize",
      ErrorMessage: "too many mappings",
    });
    expect(listOf(answer)).toEqual([sorry, "Hangup leg-a"]);
    expect(log.codes).toEqual(["IVR_RESPONSE_REFUSED"]);
    expect(log.entries[1]?.message).toContain("TransactionAttributesInvalidMapSize: too many mappings");
  });

  it("says what the app wants it to say", async () => {
    const { call } = start(
      ivr({ apology: { Text: "Es tut uns leid.", LanguageCode: "de-DE" } }).use(fragile),
    );
    await call.newInboundCall();
    const answer = await call.actionSuccessful("Speak");
    expect(answer.Actions?.[0]).toEqual({
      Type: "Speak",
      Parameters: { Text: "Es tut uns leid.", LanguageCode: "de-DE", CallId: "leg-a" },
    });
  });

  it("refuses an apology that could not be spoken, at cold start", () => {
    expect(() => ivr({ apology: { Text: "" } })).toThrow(/ivr\.apology: must be parameters of Speak/);
  });

  it("does not depend on the locale, which may be what failed", async () => {
    const { call, log } = start(ivr({ locale: fails }).use(fragile));
    expect(listOf(await call.newInboundCall())).toEqual([sorry, "Hangup leg-a"]);
    expect(log.codes).toEqual(["IVR_HANDLER_FAILED"]);
  });
});
