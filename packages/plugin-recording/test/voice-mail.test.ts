import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { definePlugin, done, ivr, PromptStore } from "@switchhook/core";
import {
  BucketFolders,
  type LocalEndpoint,
  listen,
  localAws,
  realClock,
  type SimulatedCall,
} from "@switchhook/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { Message, type VoiceMailOptions, voiceMail } from "../src/index.js";
import { type TestedIvr, testedIvr } from "./a-call.js";

let folder: string;
let aws: ReturnType<typeof localAws>;
let endpoint: LocalEndpoint;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "messages-"));
  aws = localAws({
    region: "us-east-1",
    clock: realClock,
    buckets: new BucketFolders({ messages: folder }),
    speak: () => Promise.reject(new Error("nothing is spoken here")),
    calls: { place: () => "", update: () => false },
  });
  endpoint = await listen(aws.app);
});
afterEach(async () => {
  await endpoint.close();
  await aws.close();
  rmSync(folder, { recursive: true });
});

const seen: unknown[] = [];
const after = definePlugin({
  name: "after",
  deps: { prompts: PromptStore },
  needs: z.object({ message: Message }),
  step: {
    ask: ({ call, deps }) => {
      seen.push(call.results.message);
      return done({}, [deps.prompts.play("after")]);
    },
  },
});

const app = (options: Partial<VoiceMailOptions> = {}): TestedIvr => {
  seen.length = 0;
  return testedIvr(
    ivr()
      .use(
        voiceMail({
          destination: { bucket: "messages" },
          client: {
            endpoint: endpoint.url,
            region: "us-east-1",
            forcePathStyle: true,
            credentials: { accessKeyId: "local", secretAccessKey: "local" },
          },
          retryDelayMs: () => 0,
          ...options,
        }),
      )
      .use(after),
  );
};

/** Leaves a message of three seconds, ended with the pound key. */
async function speakAndEnd(call: SimulatedCall): Promise<SimulatedCall> {
  call.media.say(call.call.caller.callId, 3000);
  await call.elapse(3000);
  await call.enter("#");
  return call;
}
/** Dials, and waits for the end of the beep. */
async function begun(tested: TestedIvr, more: Parameters<TestedIvr["caller"]>[0] = {}) {
  const call = tested.caller(more);
  call.call.begin();
  // What is said and the beep last a second each.
  await call.elapse(2100);
  return call;
}

describe("a message", () => {
  it("is recorded after the beep, and kept with its key and place", async () => {
    const tested = app();
    const call = await speakAndEnd(await begun(tested));
    expect(call.heard).toEqual(["leave-message", "beep", "review-message"]);
    await call.enter("2");
    await call.untilQuiet();
    const [file] = call.media.recordings;
    expect(file?.key).toMatch(new RegExp(`^voice-mail/${call.call.transactionId}_`));
    expect(seen).toEqual([{ bucket: "messages", key: file?.key, is: "kept", endedBy: "key" }]);
    expect(tested.announced).toMatchObject([
      { kind: "voice-mail", bucket: "messages", key: file?.key, placeFrom: "service", from: "+12065550102" },
    ]);
    expect(call.heard.slice(-2)).toEqual(["message-kept", "after"]);
    expect(call.warnings).toEqual([]);
  });

  it("is ended by silence", async () => {
    const tested = app({ review: false, silenceSeconds: 4 });
    const call = await begun(tested);
    call.media.say(call.call.caller.callId, 2000);
    await call.untilEnded();
    expect(call.media.recordings[0]?.ms).toBeLessThan(6500);
    expect(call.media.recordings[0]?.ms).toBeGreaterThan(5500);
    expect(seen).toMatchObject([{ endedBy: "limit" }]);
  });

  it("is ended by the time limit", async () => {
    const tested = app({ review: false, maxSeconds: 10, silenceSeconds: 100 });
    const call = await begun(tested);
    await call.untilEnded();
    expect(call.media.recordings[0]?.ms).toBe(10_000);
    expect(tested.announced).toHaveLength(1);
  });

  it("is ended by keys of the options, and goes to the folder of the options", async () => {
    const tested = app({
      review: false,
      endKeys: ["*"],
      destination: { bucket: "messages", prefix: "sales" },
      silenceThreshold: 100,
    });
    const call = await begun(tested);
    await call.press("#");
    expect(call.media.recordings).toEqual([]);
    await call.press("*");
    await call.untilQuiet();
    expect(call.media.recordings[0]?.key).toMatch(/^sales\//);
    expect(JSON.stringify(call.responses)).toContain('"SilenceThreshold":100');
  });

  it("of a caller who hangs up while it is recorded is kept and announced", async () => {
    const tested = app();
    const call = await begun(tested);
    await call.elapse(2000);
    await call.hangUp();
    expect(tested.announced).toMatchObject([{ key: call.media.recordings[0]?.key }]);
    expect(tested.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("of a caller who hangs up during the review is kept and announced, once", async () => {
    const tested = app();
    const call = await speakAndEnd(await begun(tested));
    await call.hangUp();
    expect(tested.announced).toHaveLength(1);
  });
});

describe("a caller who hangs up without a report of the recording", () => {
  it("leaves a file that can be found by what is logged", async () => {
    const tested = app();
    const call = await begun(tested, { rules: { hangUpInAction: "hangup only" } });
    await call.elapse(2000);
    await call.hangUp();
    const { fields } = tested.log.find(({ message }) => message === "no message was reported") ?? {};
    expect(fields).toMatchObject({ bucket: "messages" });
    expect(call.media.recordings[0]?.key.startsWith(String(fields?.prefix))).toBe(true);
  });
});

describe("the review", () => {
  it("plays the message from where it was recorded to, and asks again", async () => {
    const call = await speakAndEnd(await begun(app()));
    await call.enter("1");
    await call.untilQuiet();
    const played = call.trace.findLast((entry) => entry.kind === "hears" && "key" in entry.sound);
    expect(played).toMatchObject({ sound: { bucket: "messages", key: call.media.recordings[0]?.key } });
    expect(call.heard.at(-1)).toBe("review-message");
  });

  it("deletes the file of a message that is deleted, and tells nobody of it", async () => {
    const tested = app();
    const call = await speakAndEnd(await begun(tested));
    const path = join(folder, call.media.recordings[0]?.key ?? "");
    mkdirSync(dirname(path));
    writeFileSync(path, "");
    await call.enter("4");
    await call.untilQuiet();
    expect(call.heard.slice(-2)).toEqual(["message-deleted", "after"]);
    expect(seen).toMatchObject([{ is: "deleted" }]);
    expect(tested.announced).toEqual([]);
    expect(tested.log.some(({ message }) => message === "message deleted")).toBe(true);
    expect(existsSync(path)).toBe(false);
  });

  it("records another one in its place, as often as allowed", async () => {
    const tested = app({ maxTakes: 2 });
    const call = await speakAndEnd(await begun(tested));
    await call.press("3");
    await call.elapse(3400);
    await speakAndEnd(call);
    expect(call.media.recordings).toHaveLength(2);
    expect(call.heard.at(-1)).toBe("review-message");
    await call.enter("3");
    expect(call.media.recordings).toHaveLength(2);
    await call.enter("2");
    await call.untilQuiet();
    expect(tested.announced.map(({ key }) => key)).toEqual([call.media.recordings[1]?.key]);
  });

  it("keeps the message of a caller who presses nothing that fits", async () => {
    const tested = app({ maxAttempts: 2 });
    const call = await speakAndEnd(await begun(tested));
    await call.enter("9");
    await call.enter("9");
    await call.untilQuiet();
    expect(tested.announced).toHaveLength(1);
    expect(call.heard.slice(-2)).toEqual(["message-kept", "after"]);
  });

  it("has other keys by option", async () => {
    const tested = app({ keys: { keep: "5" } });
    const call = await speakAndEnd(await begun(tested));
    await call.enter("5");
    expect(tested.announced).toHaveLength(1);
  });

  it("goes on when the message cannot be played, and says what the bucket lacks", async () => {
    const tested = app();
    const call = await begun(tested, {
      audio: { durationOf: (bucket) => (bucket === "messages" ? undefined : 1000) },
    });
    await speakAndEnd(call);
    await call.enter("1");
    await call.untilQuiet();
    expect(call.heard.at(-1)).toBe("review-message");
    expect(tested.log.find(({ level }) => level === "error")?.fields.hint).toContain("s3:GetObject");
  });
});

describe("what fails", () => {
  it("at the service is tried again, and then said", async () => {
    const tested = app({ maxAttempts: 2 });
    const call = await begun(tested, {
      audio: { durationOf: () => 1000, whyNotWritable: () => "no policy" },
    });
    await call.untilEnded();
    expect(call.heard).toEqual(["leave-message", "beep", "leave-message", "beep", "message-failed"]);
    expect(tested.codes()).toEqual(["IVR_RECORDING_FAILED", "IVR_RECORDING_FAILED"]);
  });

  it.each([
    ["denied", () => aws.meetings.faults.fail("s3", 403, "AccessDenied")],
    ["throttled", () => aws.meetings.faults.throttle("s3")],
    ["down", () => aws.meetings.faults.fail("s3", 503, "ServiceUnavailable")],
  ])("of deleting, because S3 is %s, is logged with the place, and the call goes on", async (_, fault) => {
    fault();
    const tested = app();
    const call = await speakAndEnd(await begun(tested));
    await call.enter("4");
    await call.untilQuiet();
    expect(tested.codes()).toEqual(["IVR_MESSAGE_NOT_DELETED"]);
    expect(call.heard.at(-1)).toBe("after");
  });

  it("of deleting once, because S3 is slow, is tried again", async () => {
    aws.meetings.faults.hang("s3", 1);
    const tested = app();
    const call = await speakAndEnd(await begun(tested));
    await call.enter("4");
    await call.untilQuiet();
    expect(tested.codes()).toEqual([]);
    expect(call.heard.at(-1)).toBe("after");
  });

  it("of options is refused all at once", () => {
    const make = () =>
      voiceMail({
        destination: { bucket: "B" },
        maxSeconds: 0,
        silenceSeconds: 2000,
        silenceThreshold: 0,
        endKeys: [],
        keys: { hear: "2" },
        maxTakes: 0,
        maxAttempts: 10,
        prompts: { beep: "" },
      });
    for (const path of [
      "destination.bucket",
      "maxSeconds",
      "silenceSeconds",
      "silenceThreshold",
      "endKeys",
      "keys",
      "maxTakes",
      "maxAttempts",
      "prompts.beep",
    ])
      expect(make).toThrow(`voice-mail.${path}`);
  });
});
