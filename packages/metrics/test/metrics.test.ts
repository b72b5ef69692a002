import {
  again,
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
import { simulateCall } from "@switchhook/simulator";
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
  const handler = ivr()
    .use(metrics({ namespace: "Phones/Main", ...options }))
    .use(pin)
    .use(bye)
    .bind(value(Logger, silentLogger))
    .build();
  const call = await simulateCall({ handler }).dial();
  for (const key of keys) await call.enter(key);
  await call.untilEnded();
  return (name: string) => blobs.reduce((sum, blob) => sum + (blob[name] === undefined ? 0 : 1), 0);
};

describe("the metrics of a call", () => {
  it("count its beginning, its tries, its end and the hang-up, each once", async () => {
    const times = await dial(["5", "1"]);
    expect(["CallsBegun", "TriesAgain", "FlowsEnded", "HangUps", "Fallbacks"].map(times)).toEqual([
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
    const steps = blobs.filter(({ step }) => step !== undefined);
    expect(steps.map((blob) => [blob.step, "StepsReached" in blob ? "reached" : "left"])).toEqual([
      ["pin", "reached"],
      ["pin", "left"],
    ]);
    blobs.length = 0;
    await dial(["1"], { steps: false });
    expect(blobs.some(({ step }) => step !== undefined)).toBe(false);
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
