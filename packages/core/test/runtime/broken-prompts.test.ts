import { describe, expect, it } from "vitest";
import {
  CurrentCall,
  collectDigits,
  definePlugin,
  done,
  ivr,
  nameOfSaid,
  PromptStore,
  perCall,
  playAudio,
  speak,
  speakAndCollectDigits,
  stay,
  withPrompts,
} from "../../src/index.js";
import { listOf } from "./a-call.js";
import { collect, isFallback, play, start } from "./an-ivr.js";

const wav = (name: string) => ({ Type: "S3" as const, BucketName: "prompts", Key: `${name}.wav` });

/** Plays from audio, and speaks what is broken. */
const prompts = perCall(PromptStore, {
  deps: { call: CurrentCall },
  make: ({ call }): PromptStore => ({
    play: (said, name = nameOfSaid(said)) =>
      call.brokenPrompts.includes(name)
        ? withPrompts(speak({ Text: `spoken ${name}` }), [name])
        : withPrompts(playAudio({ AudioSource: wav(name) }), [name]),
    collect: (said, other, _digits, name = nameOfSaid(said), invalid = nameOfSaid(other)) =>
      call.brokenPrompts.includes(name)
        ? withPrompts(
            speakAndCollectDigits({
              SpeechParameters: { Text: `spoken ${name}` },
              FailureSpeechParameters: { Text: `spoken ${invalid}` },
              RepeatDurationInMilliseconds: 5000,
            }),
            [name, invalid],
          )
        : withPrompts(
            collectDigits({
              AudioSource: wav(name),
              FailureAudioSource: wav(invalid),
              RepeatDurationInMilliseconds: 5000,
            }),
            [name, invalid],
          ),
  }),
});

const deps = { prompts: PromptStore };
const welcome = definePlugin({
  name: "welcome",
  deps,
  step: { ask: ({ deps }) => done({}, [deps.prompts.play("welcome")]) },
});
const pin = definePlugin({
  name: "pin",
  deps,
  step: {
    maxAttempts: 2,
    ask: ({ deps }) => [deps.prompts.collect("enter-pin", "invalid-pin", { attemptMs: 5000 })],
    on: { "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": () => done() },
  },
});
const next = definePlugin({ name: "next", deps, step: { ask: ({ deps }) => [deps.prompts.play("next")] } });

const begun = async () => {
  const all = start(ivr().use(welcome).use(pin).use(next).bind(prompts));
  await all.call.newInboundCall();
  return all;
};

const broken = "InvalidAudioSource";

describe("a prompt whose audio cannot be played", () => {
  it("is spoken in its place, and what followed it is asked again", async () => {
    const { call } = await begun();
    const answer = await call.actionFailed("PlayAudio", broken);
    expect(listOf(answer)).toEqual(["Speak spoken welcome", "PlayAudioAndGetDigits enter-pin"]);
  });

  it("is spoken without what was played before it", async () => {
    const news = definePlugin({
      name: "news",
      deps,
      step: { ask: ({ deps }) => done({}, [deps.prompts.play("news")]) },
    });
    const { call } = start(ivr().use(welcome).use(news).use(pin).bind(prompts));
    await call.newInboundCall();
    const answer = await call.actionFailed("PlayAudio", broken, { Parameters: { AudioSource: wav("news") } });
    expect(listOf(answer)).toEqual(["Speak spoken news", "PlayAudioAndGetDigits enter-pin"]);
  });

  it("is no worse for a prompt behind it that this version does not have any more", async () => {
    let known = true;
    const store = perCall(PromptStore, {
      deps: {},
      make: (): PromptStore => ({
        play(said) {
          if (!known && said === "gone") throw new Error("there is no such prompt");
          return withPrompts(playAudio({ AudioSource: wav(nameOfSaid(said)) }), [nameOfSaid(said)]);
        },
        collect: () => speak({ Text: "is not asked for" }),
      }),
    });
    const two = definePlugin({
      name: "two",
      deps,
      step: {
        ask: ({ deps }) => ["gone", "there"].map((prompt) => deps.prompts.play(prompt)),
        on: { "ACTION_FAILED:PlayAudio": () => stay([speak({ Text: "without it" })]) },
      },
    });
    const { call } = start(ivr().use(two).bind(store));
    await call.newInboundCall();
    known = false;
    const answer = await call.actionFailed("PlayAudio", "SystemException", {
      Parameters: { AudioSource: wav("there") },
    });
    expect(listOf(answer)).toEqual(["Speak without it"]);
  });

  it("is spoken for the rest of the call", async () => {
    const { call } = await begun();
    await call.actionFailed("PlayAudioAndGetDigits", broken);
    expect(call.state.b).toEqual(["enter-pin", "invalid-pin"]);
    const answer = await call.actionFailed("SpeakAndGetDigits", "InvalidDigitsReceived");
    expect(listOf(answer)).toEqual(["SpeakAndGetDigits spoken enter-pin"]);
  });

  it("costs the caller no try", async () => {
    const { call } = await begun();
    const answer = await call.actionFailed("PlayAudioAndGetDigits", broken);
    expect(listOf(answer)).toEqual(["SpeakAndGetDigits spoken enter-pin"]);
    expect(call.state).not.toHaveProperty("n");
  });

  it("is logged as IVR_PROMPT_BROKEN with its name and its place", async () => {
    const { call, log } = await begun();
    await call.actionFailed("PlayAudio", broken, { Parameters: { AudioSource: wav("welcome") } });
    expect(log.codes).toEqual(["IVR_PROMPT_BROKEN"]);
    const entry = log.entries.find(({ fields }) => fields.code === "IVR_PROMPT_BROKEN");
    expect(entry?.level).toBe("warn");
    expect(entry?.message).toContain("the audio of welcome");
    expect(JSON.stringify(entry?.fields.audio)).toContain("welcome.wav");
  });

  it("is answered by the handler of its played twin", async () => {
    const { call } = await begun();
    await call.actionFailed("PlayAudioAndGetDigits", broken);
    const answer = await call.actionSuccessful("SpeakAndGetDigits", { ReceivedDigits: "1" });
    expect(listOf(answer)).toEqual(["PlayAudio next"]);
  });

  it("is answered by the handler of the spoken form where the step has one", async () => {
    const both = definePlugin({
      name: "both",
      deps,
      step: {
        ask: ({ deps }) => [deps.prompts.play("hello")],
        on: {
          "ACTION_SUCCESSFUL:PlayAudio": () => stay([speak({ Text: "was played" })]),
          "ACTION_SUCCESSFUL:Speak": () => stay([speak({ Text: "was spoken" })]),
        },
      },
    });
    const { call } = start(ivr().use(both).bind(prompts));
    await call.newInboundCall();
    await call.actionFailed("PlayAudio", broken);
    expect(listOf(await call.actionSuccessful("Speak"))).toEqual(["Speak was spoken"]);
  });

  it("does not go round in circles: what is broken although it is spoken is a fault", async () => {
    const store: PromptStore = {
      play: (said) => withPrompts(play(nameOfSaid(said)), [nameOfSaid(said)]),
      collect: (said, invalid) =>
        withPrompts(collect(nameOfSaid(said)), [nameOfSaid(said), nameOfSaid(invalid)]),
    };
    const always = perCall(PromptStore, { deps: {}, make: () => store });
    const { call, log } = start(ivr().use(pin).bind(always));
    await call.newInboundCall();
    expect(listOf(await call.actionFailed("PlayAudioAndGetDigits", broken))).toEqual([
      "PlayAudioAndGetDigits enter-pin",
    ]);
    expect(isFallback(await call.actionFailed("PlayAudioAndGetDigits", broken))).toBe(true);
    expect(log.codes).toContain("IVR_ACTION_FAILED");
  });

  it("of the last words is spoken, and the call is still hung up", async () => {
    const goodbye = definePlugin({
      name: "goodbye",
      deps,
      step: {
        maxAttempts: 1,
        ask: ({ deps }) => [deps.prompts.collect("enter-pin", "invalid-pin", { attemptMs: 5000 })],
        giveUp: ({ deps }) => [deps.prompts.play("goodbye")],
      },
    });
    const { call } = start(ivr().use(goodbye).bind(prompts));
    await call.newInboundCall();
    await call.actionFailed("PlayAudioAndGetDigits", "InvalidDigitsReceived");
    const answer = await call.actionFailed("PlayAudio", broken);
    expect(listOf(answer)).toEqual(["Speak spoken goodbye", "Hangup leg-a"]);
  });

  it("that no prompt store made is a fault like another", async () => {
    const raw = definePlugin({ name: "raw", step: { ask: () => [play("welcome")] } });
    const { call } = start(ivr().use(raw).bind(prompts));
    await call.newInboundCall();
    expect(isFallback(await call.actionFailed("PlayAudio", broken))).toBe(true);
  });
});
