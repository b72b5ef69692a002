import { describe, expect, it } from "vitest";
import {
  type Action,
  CurrentCall,
  definePlugin,
  end,
  ivr,
  nameOfSaid,
  PromptStore,
  pause,
  perCall,
  playAudio,
  speak,
  withPrompts,
} from "../../src/index.js";
import { type ACall, legA, legB, listOf } from "./a-call.js";
import { join, say, sorry, start } from "./an-ivr.js";

/** Has a file for everything but what begins with "spoken"; speaks what is broken. */
const prompts = perCall(PromptStore, {
  deps: { call: CurrentCall },
  make: ({ call }): PromptStore => {
    const action = (name: string): Action =>
      name.startsWith("spoken") || call.brokenPrompts.includes(name)
        ? speak({ Text: `the words of ${name}` })
        : playAudio({ AudioSource: { Type: "S3", BucketName: "prompts", Key: `${name}.wav` } });
    return {
      play: (said) => withPrompts(action(nameOfSaid(said)), [nameOfSaid(said)]),
      collect: (said) => withPrompts(action(nameOfSaid(said)), [nameOfSaid(said)]),
    };
  },
});

/** A call that has been sent its last words, and a hang-up. */
async function ended(lastWords: (store: PromptStore) => readonly Action[]) {
  const step = definePlugin({
    name: "farewell",
    deps: { prompts: PromptStore },
    step: { ask: ({ deps }) => end(lastWords(deps.prompts)) },
  });
  const begun = start(ivr().use(step).bind(prompts));
  await begun.call.newInboundCall();
  return begun;
}

const failed = (call: ACall, type: string, Parameters: object = {}, error = "SystemException") =>
  call.actionFailed(type, error, { Parameters: { CallId: legA, ...Parameters } });

const moment = "Pause";
const hangUp = `Hangup ${legA}`;

describe("last words that could not be said (wire.md 4.3)", () => {
  it("are spoken where they were played, whatever the service says of them", async () => {
    const { call, log } = await ended(({ play }) => [play("goodbye")]);
    expect(listOf(await failed(call, "PlayAudio"))).toEqual(["Speak the words of goodbye", hangUp]);
    expect(log.codes).toEqual(["IVR_ACTION_FAILED"]);
  });

  it("are spoken once more, after a moment", async () => {
    const { call } = await ended(({ play }) => [play("spoken")]);
    const answer = await failed(call, "Speak", {}, "ActionExecutionThrottled");
    expect(listOf(answer)).toEqual([moment, "Speak the words of spoken", hangUp]);
  });

  it("are not tried a third time", async () => {
    const { call } = await ended(({ play }) => [play("goodbye")]);
    await failed(call, "PlayAudio");
    expect(listOf(await failed(call, "Speak"))).toEqual([hangUp]);
  });

  it("do not take those along that stood behind them", async () => {
    const { call } = await ended(({ play }) => [play("spoken-one"), play("two")]);
    expect(listOf(await failed(call, "Speak"))).toEqual([
      moment,
      "Speak the words of spoken-one",
      "PlayAudio two",
      hangUp,
    ]);
    expect(listOf(await failed(call, "Speak"))).toEqual(["PlayAudio two", hangUp]);
  });

  it("are said again from the one on that the service tells, not from the first", async () => {
    const { call } = await ended(({ play }) => [play("spoken-one"), play("spoken-two"), play("three")]);
    const second = { Text: "the words of spoken-two" };
    expect(listOf(await failed(call, "Speak", second))).toEqual([
      moment,
      "Speak the words of spoken-two",
      "PlayAudio three",
      hangUp,
    ]);
    expect(listOf(await failed(call, "Speak", second))).toEqual(["PlayAudio three", hangUp]);
  });

  it("are not spoken where only a file behind them is broken", async () => {
    const { call } = await ended(({ play }) => [play("one"), play("two")]);
    const AudioSource = { Type: "S3", BucketName: "prompts", Key: "two.wav" };
    const answer = await failed(call, "PlayAudio", { AudioSource }, "InvalidAudioSource");
    expect(listOf(answer)).toEqual(["Speak the words of two", hangUp]);
  });

  it("are not said again instead of what no prompt says behind them", async () => {
    const { call } = await ended(({ play }) => [play("spoken"), say("Bye, Ann."), play("three")]);
    const answer = await failed(call, "Speak", { Text: "Bye, Ann." });
    expect(listOf(answer)).toEqual([moment, "Speak Bye, Ann.", "PlayAudio three", hangUp]);
    expect(listOf(await failed(call, "Speak", { Text: "Bye, Ann." }))).toEqual(["PlayAudio three", hangUp]);
  });

  it("that no prompt says are said as the service tells them, once", async () => {
    const { call } = await ended(() => [speak({ Text: "Bye, Ann.", VoiceId: "Amy" })]);
    const answer = await failed(call, "Speak", { Text: "Bye, Ann.", VoiceId: "Amy" });
    expect(listOf(answer)).toEqual([moment, "Speak Bye, Ann.", hangUp]);
    expect(answer.Actions?.[1]?.Parameters).toEqual({ CallId: legA, Text: "Bye, Ann.", VoiceId: "Amy" });
    expect(listOf(await failed(call, "Speak", { Text: "Bye, Ann." }))).toEqual([hangUp]);
  });

  it("are said once more behind a pause of the step's own, too", async () => {
    const { call } = await ended(() => [pause({ DurationInMilliseconds: 500 }), say("Bye, Ann.")]);
    expect(listOf(await failed(call, "Speak", { Text: "Bye, Ann." }))).toEqual([
      moment,
      "Speak Bye, Ann.",
      hangUp,
    ]);
    expect(listOf(await failed(call, "Speak", { Text: "Bye, Ann." }))).toEqual([hangUp]);
  });

  it("are left unsaid where the service does not tell what they were", async () => {
    const { call } = await ended(() => [say("Bye, Ann.")]);
    expect(listOf(await failed(call, "Speak"))).toEqual([hangUp]);
  });

  it("are left unsaid on a leg that is gone", async () => {
    const { call } = await ended(({ play }) => [play("goodbye")]);
    call.withLegB().legGone("LEG-A");
    expect(listOf(await failed(call, "PlayAudio"))).toEqual([`Hangup ${legB}`]);
  });

  it("are the apology as well", async () => {
    const step = definePlugin({
      name: "bad",
      step: {
        ask: () => {
          throw new Error("boom");
        },
      },
    });
    const { call } = start(ivr().use(step));
    const apology = (await call.newInboundCall()).Actions?.[0]?.Parameters;
    expect(listOf(await failed(call, "Speak", apology))).toEqual([moment, sorry, hangUp]);
    expect(listOf(await failed(call, "Speak", apology))).toEqual([hangUp]);
  });
});

describe("a hang-up that failed", () => {
  it("is tried again after a moment, for a call has a thousand invocations (wire.md 4.7)", async () => {
    const { call } = await ended(({ play }) => [play("goodbye")]);
    expect(listOf(await failed(call, "Hangup"))).toEqual([moment, hangUp]);
    expect(listOf(await failed(call, "Hangup"))).toEqual([moment, hangUp]);
  });

  it("is tried again at once where there is no moment to be had", async () => {
    const { call } = await ended(({ play }) => [play("goodbye")]);
    await failed(call, "Hangup");
    expect(listOf(await failed(call, "Pause"))).toEqual([hangUp]);
  });

  it("waits on the leg that is left", async () => {
    const step = definePlugin({ name: "meeting", step: { ask: () => [join("m-1")] } });
    const { call } = start(ivr().use(step));
    await call.newInboundCall();
    await call.joined();
    await call.hangup("LEG-A");
    const answer = await call.actionFailed("Hangup", "SystemException", { Parameters: { CallId: legB } });
    expect(answer.Actions?.map(({ Parameters }) => Parameters)).toMatchObject([
      { DurationInMilliseconds: 1000, CallId: legB },
      { CallId: legB },
    ]);
  });
});
