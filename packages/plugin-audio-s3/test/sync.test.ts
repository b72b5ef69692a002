import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readWavHeader } from "@switchhook/aws";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalBucket, startBucket, wav } from "./local-bucket.js";

let bucket: LocalBucket;
let folder: string;
beforeEach(async () => {
  bucket = await startBucket();
  folder = join(bucket.root, "sounds");
  bucket.write("sounds/welcome.wav", wav());
  bucket.write("sounds/es/Welcome.WAV", wav({ rate: 11_025, channels: 2, seconds: 0.2 }));
  bucket.write("sounds/notes.txt", "no sound");
  bucket.write("sounds/.cache/old.wav", wav());
});
afterEach(() => bucket.close());

const sync = (...more: string[]) => bucket.run(["sync", folder, "--bucket", "prompts", ...more]);
const keys = () => bucket.buckets.keys("prompts");
const stored = (key: string) => readFileSync(bucket.buckets.pathOf("prompts", key) ?? "");

describe("switchhook-audio sync", () => {
  it("uploads the WAV files of a folder by their paths, with their content type", async () => {
    const { code, printed, noted } = await sync();
    expect(code).toBe(0);
    expect(printed).toEqual(["uploaded es/Welcome.WAV", "uploaded welcome.wav"]);
    expect(noted).toEqual(["0 unchanged."]);
    expect(keys()).toEqual(["es/Welcome.WAV", "welcome.wav"]);
    for (const key of keys()) expect(bucket.buckets.noteOf("prompts", key).contentType).toBe("audio/wav");
  });

  it("converts where that is needed, and leaves the rest as it is", async () => {
    await sync();
    expect(readWavHeader(stored("es/Welcome.WAV"))).toEqual({ format: 1, channels: 1, rate: 8000, bits: 16 });
    expect(stored("welcome.wav")).toEqual(Buffer.from(wav()));
    expect(readWavHeader(readFileSync(join(folder, "es/Welcome.WAV")))).toMatchObject({ rate: 11_025 });
  });

  it("uploads only what changed", async () => {
    await sync();
    bucket.write("sounds/welcome.wav", wav({ seconds: 2 }));
    bucket.requests.length = 0;
    const { printed, noted } = await sync();
    expect(printed).toEqual(["uploaded welcome.wav"]);
    expect(noted).toEqual(["1 unchanged."]);
    expect(bucket.requests.filter((request) => request.startsWith("PUT"))).toEqual([
      "PUT /prompts/welcome.wav",
    ]);
  });

  it("uploads what is there with another content type, or without its hash", async () => {
    await sync();
    const { metadata } = bucket.buckets.noteOf("prompts", "welcome.wav");
    bucket.buckets.write("prompts", "welcome.wav", wav(), {
      contentType: "audio/x-wav",
      ...(metadata && { metadata }),
    });
    bucket.put("es/Welcome.WAV", wav());
    expect((await sync()).printed).toEqual(["uploaded es/Welcome.WAV", "uploaded welcome.wav"]);
  });

  it("puts a prefix in front of every key", async () => {
    await sync("--prefix", "v2/");
    expect(keys()).toEqual(["v2/es/Welcome.WAV", "v2/welcome.wav"]);
  });

  it("takes the bucket from the prompts", async () => {
    const prompts = bucket.prompts({ prompts: {} });
    expect((await bucket.run(["sync", folder, "--prompts", prompts])).code).toBe(0);
    expect(keys()).toHaveLength(2);
  });

  it("takes what is a WAV file, and says which others are none", async () => {
    bucket.write("sounds/broken.wav", "{}");
    const { code, printed, noted } = await sync();
    expect(code).toBe(1);
    expect(printed).toHaveLength(2);
    expect(noted).toEqual(["broken.wav: is no WAV file", "0 unchanged. 1 failed."]);
  });

  it("does nothing in a dry run, and says what it would do", async () => {
    bucket.put("old.wav", wav());
    const { code, printed } = await sync("--dry-run", "--delete");
    expect(code).toBe(0);
    expect(printed).toEqual([
      "would upload es/Welcome.WAV",
      "would upload welcome.wav",
      "would delete old.wav",
    ]);
    expect(keys()).toEqual(["old.wav"]);
  });

  it("tells all of it as JSON", async () => {
    bucket.write("sounds/broken.wav", "{}");
    const { printed } = await sync("--json");
    expect(JSON.parse(printed.join(""))).toEqual({
      uploaded: ["es/Welcome.WAV", "welcome.wav"],
      unchanged: [],
      deleted: [],
      failed: [{ file: "broken.wav", problem: "is no WAV file" }],
    });
  });
});

describe("switchhook-audio sync --delete", () => {
  const withOthers = () => {
    for (const key of ["old.wav", "v2/old.wav", "terms.pdf"]) bucket.put(key, wav());
  };
  const asked: string[] = [];
  const answering = (answer: boolean) => ({
    confirm: async (question: string) => {
      asked.push(question);
      return answer;
    },
  });
  beforeEach(() => void asked.splice(0));

  it("asks first, and deletes the WAV files that the folder does not have", async () => {
    withOthers();
    const { printed, noted } = await bucket.run(
      ["sync", folder, "--bucket", "prompts", "--delete"],
      answering(true),
    );
    expect(asked).toEqual(["Delete 2 from s3://prompts?"]);
    expect(noted.slice(0, 2)).toEqual([
      "s3://prompts/old.wav is not in the folder.",
      "s3://prompts/v2/old.wav is not in the folder.",
    ]);
    expect(printed.slice(2)).toEqual(["deleted old.wav", "deleted v2/old.wav"]);
    expect(keys()).toEqual(["es/Welcome.WAV", "terms.pdf", "welcome.wav"]);
  });

  it("deletes nothing when the answer is no", async () => {
    withOthers();
    await bucket.run(["sync", folder, "--bucket", "prompts", "--delete"], answering(false));
    expect(keys()).toHaveLength(5);
  });

  it("refuses where nobody can be asked, before it does anything", async () => {
    const { code, noted } = await sync("--delete");
    expect(code).toBe(2);
    expect(noted[0]).toContain("give --yes");
    expect(keys()).toEqual([]);
  });

  it("does not ask when it was told so, nor when there is nothing to delete", async () => {
    withOthers();
    expect((await sync("--delete", "--yes")).code).toBe(0);
    expect(keys()).toHaveLength(3);
    await bucket.run(["sync", folder, "--bucket", "prompts", "--delete"], answering(true));
    expect(asked).toEqual([]);
  });

  it("deletes nothing outside of its prefix", async () => {
    withOthers();
    await sync("--delete", "--yes", "--prefix", "v2/");
    expect(keys()).toEqual(["old.wav", "terms.pdf", "v2/es/Welcome.WAV", "v2/welcome.wav"]);
  });

  it("keeps what is in the bucket for a file that could not be taken", async () => {
    bucket.put("broken.wav", wav());
    bucket.write("sounds/broken.wav", "{}");
    expect((await sync("--delete", "--yes")).code).toBe(1);
    expect(keys()).toContain("broken.wav");
  });

  it("deletes more than a thousand files", async () => {
    for (let at = 0; at < 1001; at++) bucket.write(`bucket/many/${at}.wav`, "");
    const { printed } = await sync("--delete", "--yes");
    expect(printed.filter((line) => line.startsWith("deleted"))).toHaveLength(1001);
    expect(keys()).toHaveLength(2);
  });
});

describe("when S3 fails, sync", () => {
  it("asks again while it is throttled", async () => {
    bucket.faults.throttle("s3", 5);
    expect((await sync()).code).toBe(0);
    expect(keys()).toHaveLength(2);
  });

  it.each([
    [
      "uploading may not be done",
      () => bucket.faults.fail("s3", 403, "AccessDenied"),
      "looking at s3://prompts/",
    ],
    ["is out of order", () => bucket.faults.demand("s3", "fail", 99), "looking at s3://prompts/"],
    ["cuts the connection", () => bucket.faults.demand("s3", "drop", 99), "looking at s3://prompts/"],
  ])("says what it was doing when %s", async (_, fault, doing) => {
    fault();
    const { code, noted } = await sync();
    expect(code).toBe(1);
    expect(noted).toEqual([expect.stringContaining(`BucketError: ${doing}`)]);
    expect(keys()).toEqual([]);
  });

  it("begins nothing more after the first failure", async () => {
    for (let at = 0; at < 40; at++) bucket.write(`sounds/${at}.wav`, wav({ seconds: 0.1 }));
    bucket.faults.fail("s3", 403, "AccessDenied");
    await sync();
    expect(bucket.requests.length).toBeLessThan(20);
  });

  it("says that the bucket is gone", async () => {
    const { code, noted } = await bucket.run(["sync", folder, "--bucket", "another"]);
    expect(code).toBe(1);
    expect(noted[0]).toMatch(/uploading s3:\/\/another\/.*NoSuchBucket/);
  });

  it("does not wait for ever", async () => {
    bucket.faults.hang("s3");
    const { code, noted } = await bucket.run(["sync", folder, "--bucket", "prompts"], {}, 30);
    expect(code).toBe(1);
    expect(noted[0]).toContain("TimeoutError");
  });

  it("says that the folder is gone", async () => {
    const { code, noted } = await bucket.run(["sync", `${folder}-gone`, "--bucket", "prompts"]);
    expect(code).toBe(1);
    expect(noted[0]).toContain("ENOENT");
    expect(existsSync(folder)).toBe(true);
  });
});
