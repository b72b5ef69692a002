import {
  again,
  Clock,
  definePlugin,
  done,
  end,
  ivr,
  Logger,
  silentLogger,
  speak,
  speakAndCollectDigits,
  value,
} from "@switchhook/core";
import { simulateCall, VirtualClock } from "@switchhook/simulator";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type MetricsOptions, metrics } from "../src/index.js";

type Blob = Record<string, unknown> & { _aws: { CloudWatchMetrics: { Namespace: string }[] } };
const blobs: Blob[] = [];

beforeEach(() => {
  blobs.length = 0;
  const keep = (text: unknown) => void blobs.push(JSON.parse(String(text)) as Blob);
  vi.spyOn(console, "log").mockImplementation(keep);
  // Powertools has a console of its own, which writes to the process.
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    for (const line of String(text).split("\n")) if (line.startsWith('{"_aws"')) keep(line);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const pin = definePlugin({
  name: "pin",
  step: {
    ask: () => [
      speakAndCollectDigits({
        SpeechParameters: { Text: "PIN?" },
        FailureSpeechParameters: { Text: "PIN?" },
        MaxNumberOfDigits: 1,
        RepeatDurationInMilliseconds: 5000,
      }),
    ],
    on: {
      "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event, log }) => {
        if (event.ActionData.ReceivedDigits === "7") throw new Error("a bug");
        if (event.ActionData.ReceivedDigits === "8") log.warn("blocked", { code: "IVR_PIN_GUESSED" });
        return event.ActionData.ReceivedDigits === "1" ? done() : again();
      },
    },
  },
});
const bye = definePlugin({ name: "bye", step: { ask: () => end([speak({ Text: "Bye." })]) } });

const dial = async (keys: readonly string[], options: Partial<MetricsOptions> = {}) => {
  const clock = new VirtualClock();
  const handler = ivr()
    .use(metrics({ namespace: "Phones/Main", ...options }))
    .use(pin)
    .use(bye)
    .bind(value(Logger, silentLogger), value(Clock, clock))
    .build();
  const call = await simulateCall({ handler, clock }).dial();
  for (const key of keys) await call.enter(key);
  await call.untilEnded();
  return (name: string) => blobs.reduce((sum, blob) => sum + (blob[name] === undefined ? 0 : 1), 0);
};

describe("the metrics of a call", () => {
  it("count its beginning, its tries, its end and the hang-up, each once", async () => {
    const times = await dial(["5", "1"]);
    expect(["CallsBegun", "TriesAgain", "CallsEnded", "HangUps", "Fallbacks"].map(times)).toEqual([
      1, 1, 1, 1, 0,
    ]);
  });

  it("are one blob an invocation, in their namespace and with their service", async () => {
    await dial(["1"], { steps: false, service: "front-desk" });
    expect(blobs.filter((blob) => "InvocationMs" in blob)).toHaveLength(3);
    expect(blobs.every((blob) => blob._aws.CloudWatchMetrics[0]?.Namespace === "Phones/Main")).toBe(true);
    expect(blobs.every((blob) => blob.service === "front-desk")).toBe(true);
  });

  it("count the apology", async () => {
    expect((await dial(["7"]))("Fallbacks")).toBe(1);
  });

  it("count a block of guesses", async () => {
    expect((await dial(["8", "1"]))("GuessesBlocked")).toBe(1);
  });

  it("count steps reached and left under their paths, and not when they are switched off", async () => {
    await dial(["1"]);
    const steps = blobs.filter(({ step, StepSeconds }) => step !== undefined && StepSeconds === undefined);
    expect(
      steps.map(({ step, how, StepsReached, StepsLeft }) => [step, how, StepsReached, StepsLeft]),
    ).toEqual([
      ["pin", undefined, 1, undefined],
      ["bye", undefined, 1, undefined],
      ["pin", "done", undefined, 1],
      ["bye", "end", undefined, 1],
    ]);
    blobs.length = 0;
    await dial(["1"], { steps: false });
    expect(blobs.some(({ step }) => step !== undefined)).toBe(false);
  });

  it.each([
    [["1"], "end"],
    [["5", "5", "5"], "gave-up"],
    [["7"], "fallback"],
  ])("say how the flow ended, once: after %j with %s", async (keys, outcome) => {
    await dial(keys);
    const ended = blobs.filter(({ CallsEnded }) => CallsEnded !== undefined);
    expect(ended.map(({ outcome: how, CallsEnded }) => [how, CallsEnded])).toEqual([[outcome, 1]]);
  });

  it("say in seconds how long the call lasted, and the steps that waited", async () => {
    await dial(["1"]);
    const [call] = blobs.filter(({ CallSeconds }) => CallSeconds !== undefined);
    const [step] = blobs.filter(({ StepSeconds }) => StepSeconds !== undefined);
    expect(step?.step).toBe("pin");
    expect(Number(step?.StepSeconds)).toBeGreaterThan(0);
    expect(Number(call?.CallSeconds)).toBeGreaterThan(Number(step?.StepSeconds));
    const units = [call, step].map((blob) =>
      JSON.stringify(blob).match(/"Name":"(?:Call|Step)Seconds","Unit":"Seconds"/g),
    );
    expect(units.map((found) => found?.length)).toEqual([1, 1]);
  });

  it("have no number, no digits and no transaction in them", async () => {
    await dial(["5", "1"]);
    expect(JSON.stringify(blobs)).not.toMatch(/2065550|[0-9a-f]{8}-[0-9a-f]{4}/);
  });
});

describe("the options of metrics()", () => {
  it("are refused all at once", () => {
    const wrong = () => metrics({ namespace: "no spaces please", service: "" });
    expect(wrong).toThrow(/metrics\.namespace.*given "no spaces please"/);
    expect(wrong).toThrow(/metrics\.service/);
  });
});
