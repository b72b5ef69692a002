import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readWavHeader } from "@switchhook/aws";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalBucket, startBucket, wav } from "./local-bucket.js";

const prompts = {
  prompts: {
    welcome: { text: "Welcome.", wav: "en/welcome.wav" },
    slow: { ssml: "<speak>Take <break time='1s'/> your time.</speak>", wav: "en/slow.wav" },
    spoken: { text: "There is no file for it." },
  },
  locales: { "es-US": { welcome: { text: "Bienvenidos.", wav: "es/welcome.wav" } } },
  voices: { default: { VoiceId: "Ruth", Engine: "neural" } },
};
const telephone = { format: 1, channels: 1, rate: 8000, bits: 16 };

let bucket: LocalBucket;
let folder: string;
beforeEach(async () => {
  bucket = await startBucket();
  folder = join(bucket.root, "sounds");
  bucket.prompts(prompts);
});
afterEach(() => bucket.close());

const speak = (...more: string[]) =>
  bucket.run(["speak", "--prompts", `${bucket.root}/prompts.json`, ...more]);

describe("switchhook-audio speak", () => {
  it("makes a file of every prompt that has one, in its voice, into a folder", async () => {
    const { code, printed, noted } = await speak(folder);
    expect(code).toBe(0);
    expect(printed).toEqual(["spoke en/welcome.wav", "spoke en/slow.wav", "spoke es/welcome.wav"]);
    expect(noted).toEqual(["0 were there already."]);
    for (const key of ["en/welcome.wav", "en/slow.wav", "es/welcome.wav"]) {
      const file = readFileSync(join(folder, key));
      expect(readWavHeader(file)).toEqual(telephone);
      expect(file).toEqual(Buffer.from(bucket.voice.samples));
    }
    expect([...bucket.spoken].sort((one, other) => one.text.localeCompare(other.text))).toEqual([
      { text: prompts.prompts.slow.ssml, ssml: true, voiceId: "Ruth", engine: "neural" },
      { text: "Bienvenidos.", ssml: false, voiceId: "Lupe", engine: "standard" },
      { text: "Welcome.", ssml: false, voiceId: "Ruth", engine: "neural" },
    ]);
  });

  it("makes them in the bucket, where check then finds nothing to say of them", async () => {
    expect((await speak()).code).toBe(0);
    expect(bucket.buckets.keys("prompts")).toEqual(["en/slow.wav", "en/welcome.wav", "es/welcome.wav"]);
    const { printed } = await bucket.run(["check", "--prompts", `${bucket.root}/prompts.json`]);
    expect(printed.filter((line) => line.includes(".wav"))).toEqual([]);
  });

  it("leaves what is there alone", async () => {
    bucket.put("en/welcome.wav", wav({ seconds: 3 }));
    const { printed, noted } = await speak();
    expect(printed).toEqual(["spoke en/slow.wav", "spoke es/welcome.wav"]);
    expect(noted).toEqual(["1 were there already."]);
    expect(bucket.spoken.map(({ text }) => text)).not.toContain("Welcome.");
  });

  it("says a long text in parts, one after the other in one file", async () => {
    const text = "This is one of many sentences. ".repeat(60).trim();
    bucket.prompts({ prompts: { long: { text, wav: "long.wav" } } });
    await speak(folder);
    expect(bucket.spoken.map((part) => part.text).join(" ")).toBe(text);
    expect(bucket.spoken).toHaveLength(2);
    const data = bucket.voice.samples.length - 44;
    expect(readFileSync(join(folder, "long.wav")).length).toBe(44 + 2 * data);
  });

  it("says nothing in a dry run", async () => {
    const { printed } = await speak(folder, "--dry-run");
    expect(printed).toHaveLength(3);
    expect(printed[0]).toBe("would speak en/welcome.wav");
    expect(bucket.spoken).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  it("does not say two things into one file", async () => {
    bucket.prompts({
      prompts: { one: { text: "One.", wav: "one.wav" }, two: { text: "Two.", wav: "one.wav" } },
    });
    const { code, noted } = await speak(folder);
    expect(code).toBe(1);
    expect(noted[0]).toBe("one.wav: is the file of one, two, which do not say the same");
    expect(bucket.spoken).toEqual([]);
  });

  it("writes nothing outside of the folder", async () => {
    bucket.prompts({ prompts: { out: { text: "Out.", wav: "../out.wav" } } });
    const { code, noted } = await speak(folder);
    expect(code).toBe(1);
    expect(noted[0]).toContain(
      'must be names joined by /, that neither begin nor end with / and are not . or .., given "../out.wav"',
    );
    expect(existsSync(join(bucket.root, "out.wav"))).toBe(false);
  });
});

describe("when Amazon Polly fails, speak", () => {
  it("asks again while it is throttled", async () => {
    bucket.faults.throttle("polly", 4);
    expect((await speak(folder)).code).toBe(0);
  });

  it.each<[string, () => void, string]>([
    [
      "may not be asked",
      () => bucket.faults.fail("polly", 403, "AccessDeniedException"),
      "AccessDeniedException",
    ],
    ["is out of order", () => bucket.faults.demand("polly", "fail", 99), "ServiceUnavailableException"],
    [
      "does not take the SSML",
      () => Object.assign(bucket.voice, { problem: "no element" }),
      "InvalidSsmlException",
    ],
    ["answers no sound", () => Object.assign(bucket.voice, { samples: new Uint8Array(44) }), "no sound"],
  ])("writes no file and says which when it %s", async (_, fault, name) => {
    fault();
    const { code, printed, noted } = await speak(folder);
    expect({ code, printed }).toEqual({ code: 1, printed: [] });
    expect(noted.join("\n")).toMatch(new RegExp(`en/slow\\.wav: .*${name}`));
    expect(noted.at(-1)).toBe("0 were there already. 3 failed.");
    expect(existsSync(folder)).toBe(false);
  });

  it("does not wait for ever", async () => {
    bucket.faults.hang("polly");
    const args = ["speak", folder, "--prompts", `${bucket.root}/prompts.json`];
    const { code, noted } = await bucket.run(args, {}, 30);
    expect(code).toBe(1);
    expect(noted[0]).toContain("TimeoutError");
  });

  it("makes the others when it fails with one", async () => {
    bucket.faults.fail("polly", 400, "InvalidSsmlException", 1);
    const { code, printed } = await speak(folder);
    expect(code).toBe(1);
    expect(printed).toHaveLength(2);
  });
});
