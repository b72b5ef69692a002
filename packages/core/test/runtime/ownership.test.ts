import { describe, expect, it } from "vitest";
import { type Action, again, definePlugin, done, end, ivr, type Outcome, stay } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { collect, isFallback, join, meeting, notice, play, question, say, start } from "./an-ivr.js";

/** A step that says what it was told, with the given list. */
const listening = (actions: readonly Action[]) => {
  const heard: string[] = [];
  const step = definePlugin({
    name: "listening",
    step: {
      ask: () => actions,
      on: {
        ACTION_SUCCESSFUL: ({ event }) => {
          heard.push(event.ActionData?.Type ?? "");
          return stay([say("ok")]);
        },
      },
    },
  });
  return { heard, step };
};

/** A step that plays music until the call is updated: its end may be told when the update has been answered. */
const updated = (answer: () => Outcome<Record<never, never>, never>) =>
  definePlugin({
    name: "updated",
    step: { ask: () => [say("music")], on: { CALL_UPDATE_REQUESTED: answer } },
  });

describe("NEW_INBOUND_CALL and CALL_ANSWERED", () => {
  it("ask the first step", async () => {
    const { call } = start(ivr().use(question("pin")));
    expect(listOf(await call.newInboundCall())).toEqual(["PlayAudioAndGetDigits pin"]);
    const outbound = start(ivr().use(question("pin"))).call;
    expect(listOf(await outbound.send("CALL_ANSWERED"))).toEqual(["PlayAudioAndGetDigits pin"]);
  });

  it("ask the current step when the call stands at one", async () => {
    const { call } = start(ivr().use(question("one")).use(question("two")));
    await call.newInboundCall();
    await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(listOf(await call.send("CALL_ANSWERED"))).toEqual(["PlayAudioAndGetDigits two"]);
  });
});

describe("ACTION_SUCCESSFUL", () => {
  it("of a reporting type belongs to the first outstanding action of that type, and the rest goes on", async () => {
    const { call } = start(ivr().use(notice("welcome")).use(question("pin")).use(question("next")));
    await call.newInboundCall();
    const answer = await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(listOf(answer)).toEqual(["PlayAudioAndGetDigits next"]);
  });

  it("of another type says that the list is finished: the owner of its last entry hears it", async () => {
    const { heard, step } = listening([say("one"), say("two")]);
    const { call } = start(
      ivr()
        .use(notice("welcome", [say("welcome")]))
        .use(step),
    );
    await call.newInboundCall();
    await call.actionSuccessful("Speak");
    expect(heard).toEqual(["Speak"]);
    expect(call.state.o).toBe("listening:Speak");
  });

  it("prefers the handler of the action's type to that of the event", async () => {
    const step = definePlugin({
      name: "pin",
      step: {
        ask: () => [say("hello")],
        on: {
          ACTION_SUCCESSFUL: () => stay([say("general")]),
          "ACTION_SUCCESSFUL:Speak": () => stay([say("special")]),
        },
      },
    });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    expect(listOf(await call.actionSuccessful("Speak"))).toEqual(["Speak special"]);
  });

  it("that nobody handles keeps what is still running", async () => {
    const step = definePlugin({ name: "pin", step: { ask: () => [collect("pin"), play("music")] } });
    const { call, log } = start(ivr().use(step));
    await call.newInboundCall();
    expect(await call.actionSuccessful("PlayAudioAndGetDigits")).not.toHaveProperty("Actions");
    expect(log.codes).toEqual([]);
  });

  it("of another plugin's action is not the current step's", async () => {
    const { heard, step } = listening([say("one")]);
    const first = definePlugin({ name: "first", step: { ask: () => done({}, [collect("aside")]) } });
    const { call } = start(ivr().use(first).use(step));
    await call.newInboundCall();
    await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(heard).toEqual([]);
    expect(call.state.o).toBe("listening:Speak");
  });

  it("of a list that was replaced meanwhile says nothing of the one that runs now", async () => {
    const { call } = start(ivr().use(updated(() => stay([say("news"), collect("well")]))));
    await call.newInboundCall();
    await call.callUpdate({});
    const { o } = call.state;
    expect(await call.actionSuccessful("Speak")).not.toHaveProperty("Actions");
    expect(call.state.o).toBe(o);
  });

  it("of a list that was replaced meanwhile is not the step's, which has something to say still (wire.md 4.2)", async () => {
    const { heard, step } = listening([say("important"), play("music")]);
    const { call } = start(
      ivr()
        .use(updated(() => done()))
        .use(step),
    );
    await call.newInboundCall();
    expect(listOf(await call.callUpdate({}))).toEqual(["Speak important", "PlayAudio music"]);
    expect(await call.actionSuccessful("Speak")).not.toHaveProperty("Actions");
    expect(heard).toEqual([]);
    await call.actionSuccessful("PlayAudio");
    expect(heard).toEqual(["PlayAudio"]);
  });

  it("of a list that was replaced by last words does not cut them off", async () => {
    const { call } = start(ivr().use(updated(() => end([say("bye")]))));
    await call.newInboundCall();
    await call.callUpdate({});
    expect(await call.actionSuccessful("Speak")).not.toHaveProperty("Actions");
  });

  it("that no list explains is the current step's, where nothing else is to come", async () => {
    const waits = definePlugin({
      name: "waits",
      step: {
        ask: () => stay([], { waits: true }),
        on: { ACTION_SUCCESSFUL: () => stay([say("heard")]) },
      },
    });
    const { call } = start(ivr().use(waits));
    await call.newInboundCall();
    expect(listOf(await call.actionSuccessful("VoiceFocus"))).toEqual(["Speak heard"]);
  });

  it("of a replaced list is a report for the step that has a handler for just that", async () => {
    const into = definePlugin({
      name: "into",
      step: {
        ask: () => [join("m-1")],
        on: {
          CALL_UPDATE_REQUESTED: () => stay([say("one moment")]),
          "ACTION_SUCCESSFUL:JoinChimeMeeting": () => stay([say("you are in")]),
        },
      },
    });
    const { call } = start(ivr().use(into));
    await call.newInboundCall();
    await call.callUpdate({});
    expect(listOf(await call.joined())).toEqual(["Speak you are in"]);
  });
});

describe("ACTION_FAILED", () => {
  it("goes to the step's handler", async () => {
    const step = definePlugin({
      name: "pin",
      step: {
        ask: () => [collect("pin")],
        on: { "ACTION_FAILED:PlayAudioAndGetDigits": () => stay([say("failed")]) },
      },
    });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    const answer = await call.actionFailed("PlayAudioAndGetDigits", "SystemException");
    expect(listOf(answer)).toEqual(["Speak failed"]);
  });

  it("of the step that has no handler is IVR_ACTION_FAILED, with the apology", async () => {
    const { call, log } = start(ivr().use(question("pin")));
    await call.newInboundCall();
    expect(isFallback(await call.actionFailed("PlayAudioAndGetDigits", "SystemException"))).toBe(true);
    expect(log.codes).toContain("IVR_ACTION_FAILED");
    expect(log.entries[1]?.message).toContain("PlayAudioAndGetDigits failed with SystemException: it failed");
  });

  it("throws away what follows: a step that lost its list is asked again, at no cost", async () => {
    const { call, log } = start(ivr().use(notice("welcome")).use(question("pin")));
    await call.newInboundCall();
    const answer = await call.actionFailed("PlayAudio", "SystemException");
    expect(listOf(answer)).toEqual(["PlayAudioAndGetDigits pin"]);
    expect(call.state).not.toHaveProperty("n");
    expect(log.codes).toEqual(["IVR_ACTION_FAILED"]);
  });

  it("of a feature's action is logged, and the step is asked again", async () => {
    const recorder = definePlugin({
      name: "recorder",
      feature: { on: { CALL_UPDATE_REQUESTED: () => [play("beep")] } },
    });
    const talks = definePlugin({ name: "talks", step: { ask: () => [say("hello")] } });
    const { call, log } = start(ivr().use(recorder).use(talks));
    await call.newInboundCall();
    expect(listOf(await call.callUpdate({ command: "x" }))).toEqual(["PlayAudio beep", "Speak hello"]);
    expect(listOf(await call.actionFailed("PlayAudio", "SystemException"))).toEqual(["Speak hello"]);
    expect(log.codes).toEqual(["IVR_COMMAND_UNKNOWN", "IVR_ACTION_FAILED"]);
  });

  it("of an action that nobody sent is logged, and the step is asked again", async () => {
    const { call, log } = start(ivr().use(question("pin")));
    await call.newInboundCall();
    const answer = await call.actionFailed("VoiceFocus", "SystemException");
    expect(listOf(answer)).toEqual(["PlayAudioAndGetDigits pin"]);
    expect(log.codes).toEqual(["IVR_ACTION_FAILED"]);
  });

  it("of the last words still hangs up", async () => {
    const step = definePlugin({
      name: "pin",
      step: {
        maxAttempts: 1,
        ask: () => [collect("pin")],
        on: { "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": () => again() },
        giveUp: () => [play("goodbye")],
      },
    });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(listOf(await call.actionFailed("PlayAudio", "SystemException"))).toEqual(["Hangup leg-a"]);
  });
});

describe("NEW_OUTBOUND_CALL", () => {
  it("keeps the arguments for the whole call, and answers no actions", async () => {
    const step = definePlugin({
      name: "hello",
      step: { ask: ({ call }) => [say(`Hello ${call.arguments.name}`)] },
    });
    const { call } = start(ivr().use(step));
    expect(listOf(await call.newOutboundCall({ name: "Ann" }))).toEqual([]);
    await call.send("RINGING");
    expect(listOf(await call.send("CALL_ANSWERED"))).toEqual(["Speak Hello Ann"]);
  });
});

describe.each(["RINGING", "ACTION_INTERRUPTED"])("%s", (type) => {
  it("is answered without actions and without attributes", async () => {
    const { call } = start(ivr().use(meeting));
    await call.newInboundCall();
    const more = type === "RINGING" ? {} : { ActionData: { Type: "PlayAudio" } };
    expect(await call.send(type, more)).toEqual({ SchemaVersion: "1.0", Actions: [] });
  });

  it("is shown to features, whose actions and state are not kept", async () => {
    const seen: string[] = [];
    const watcher = definePlugin({
      name: "watcher",
      feature: {
        on: {
          RINGING: ({ event }) => void seen.push(event.InvocationEventType),
          ACTION_INTERRUPTED: ({ event }) => {
            seen.push(event.InvocationEventType);
            return [play("ignored")];
          },
        },
      },
    });
    const { call } = start(ivr().use(watcher).use(question("pin")));
    await call.newInboundCall();
    const before = call.attributes;
    const more = type === "RINGING" ? {} : { ActionData: { Type: "PlayAudio" } };
    expect((await call.send(type, more)).Actions).toEqual([]);
    expect(seen).toEqual([type]);
    expect(call.attributes).toEqual(before);
  });
});
