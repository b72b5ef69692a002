import {
  definePlugin,
  IvrError,
  ivr,
  Logger,
  PromptStore,
  silentLogger,
  stay,
  value,
} from "@switchhook/core";
import { simulateCall } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import { type AudioS3Options, audioS3, greeting } from "../src/index.js";

const prompts = {
  welcome: { text: "Welcome.", wav: "en/welcome.wav" },
  pin: { text: "Your PIN?", wav: "en/pin.wav" },
  again: { text: "Again!" },
};

const asks = definePlugin({
  name: "asks",
  deps: { prompts: PromptStore },
  prompts: ["pin", "again"],
  step: {
    ask: ({ deps }) => [
      deps.prompts.collect("pin", "pin", {
        min: 1,
        max: 2,
        terminators: ["*"],
        attemptMs: 900,
        betweenDigitsMs: 800,
        tries: 2,
      }),
    ],
    on: {
      "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ deps }) =>
        stay([deps.prompts.collect("again", "pin", { attemptMs: 900 })]),
    },
  },
});

const flow = (options: Partial<AudioS3Options> = {}, locale = "en-US") =>
  ivr({ locale })
    .use(audioS3({ bucket: "prompts", prompts, ...options }))
    .use(greeting())
    .use(asks)
    .bind(value(Logger, silentLogger))
    .build();

async function firstList(handler: ReturnType<typeof flow>) {
  const [answer] = (await simulateCall({ handler }).dial()).responses;
  return answer?.Actions?.map(({ Type, Parameters }) => {
    const { CallId, ...rest } = Parameters as { CallId?: string };
    return { Type, ...rest };
  });
}

const refusal = (options: unknown): string => {
  try {
    audioS3(options as AudioS3Options);
  } catch (error) {
    if (error instanceof IvrError) return error.message;
  }
  throw new Error("the options were taken");
};

describe("the prompt store", () => {
  it("plays WAV files from the bucket, and collects digits as asked", async () => {
    expect(await firstList(flow())).toEqual([
      { Type: "PlayAudio", AudioSource: { Type: "S3", BucketName: "prompts", Key: "en/welcome.wav" } },
      {
        Type: "PlayAudioAndGetDigits",
        AudioSource: { Type: "S3", BucketName: "prompts", Key: "en/pin.wav" },
        FailureAudioSource: { Type: "S3", BucketName: "prompts", Key: "en/pin.wav" },
        MinNumberOfDigits: 1,
        MaxNumberOfDigits: 2,
        TerminatorDigits: ["*"],
        InBetweenDigitsDurationInMilliseconds: 800,
        Repeat: 2,
        RepeatDurationInMilliseconds: 900,
      },
    ]);
  });

  it("speaks both prompts of a question when one of them has no WAV file", async () => {
    const call = await (await simulateCall({ handler: flow() }).dial()).enter("1*");
    expect(call.heard.slice(0, 3)).toEqual(["welcome", "pin", "Again!"]);
  });

  it("speaks for the rest of the call what could not be played, in the default voice's way", async () => {
    const audio = { durationOf: (_: string, key: string) => (key === "en/pin.wav" ? undefined : 500) };
    const voices = { default: { VoiceId: "Matthew", Engine: "neural" as const } };
    const call = await simulateCall({ handler: flow({ voices }), audio }).dial();
    expect(call.heard).toEqual(["welcome", "pin", "Your PIN?"]);
    expect(call.responses.at(-1)?.Actions?.[0]).toMatchObject({
      Type: "SpeakAndGetDigits",
      Parameters: { SpeechParameters: { VoiceId: "Matthew", Engine: "neural" } },
    });
    expect(call.problems).toEqual([]);
  });

  it.each([
    ["es-MX", "Bienvenidos a México.", "Lupe"],
    ["es-ES", "Bienvenidos.", "Lucia"],
    ["fr-FR", "Welcome.", "Joanna"],
  ])("says it in the locale %s: that, else its language, else the default", async (locale, text, VoiceId) => {
    const spoken = flow(
      {
        prompts: { ...prompts, welcome: { text: "Welcome." } },
        locales: {
          es: { welcome: { text: "Bienvenidos." } },
          "es-MX": { welcome: { text: "Bienvenidos a México." } },
        },
        voices: { es: { VoiceId: "Lucia" }, "es-MX": { VoiceId: "Lupe" }, default: { VoiceId: "Joanna" } },
      },
      locale,
    );
    expect((await firstList(spoken))?.[0]).toEqual({ Type: "Speak", Text: text, VoiceId });
  });
});

describe("the options", () => {
  it("are refused all at once, with path, value and what is expected", () => {
    const message = refusal({
      bucket: "No Bucket",
      prompts: { "two words": { text: "x" }, long: { text: "x".repeat(5001) } },
      voices: { default: { Engine: "loud" } },
      colour: "blue",
    });
    for (const part of [
      "audio-s3.bucket: must be the name of an S3 bucket",
      "two words",
      "audio-s3.prompts.long.text",
      "audio-s3.voices.default.Engine",
      "colour",
    ]) {
      expect(message).toContain(part);
    }
  });

  it("refuse a WAV file without a bucket", () => {
    expect(refusal({ prompts })).toContain("audio-s3.bucket: must be given when a prompt has a wav");
  });

  it("refuse, at build, a prompt that nobody defined, and name who plays it", () => {
    const incomplete = ivr()
      .use(audioS3({ prompts: { welcome: { text: "Hi." } } }))
      .use(greeting({ prompt: "hello" }))
      .use(asks);
    expect(() => incomplete.build()).toThrow('greeting plays the prompt "hello", which nobody defined');
    expect(() => incomplete.build()).toThrow('asks plays the prompt "pin", which nobody defined');
  });

  it("of the greeting are checked too", () => {
    expect(() => greeting({ prompt: "" })).toThrow("greeting.prompt");
  });
});
