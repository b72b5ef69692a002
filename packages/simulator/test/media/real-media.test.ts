import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DigitEar } from "../../src/audio/digit-ear.js";
import { decodeMuLaw, encodeMuLaw } from "../../src/audio/mulaw.js";
import { keyTone } from "../../src/audio/tones.js";
import { readWav, wavHeader } from "../../src/audio/wav-file.js";
import type { PlayEnding, RecordEnding } from "../../src/engine/ports.js";
import { startRealMedia } from "../../src/media/real/real-media.js";
import { access, likeness, media, strength, TestPhone, tone } from "./a-phone.js";

// Sockets and threads in real time: a machine that is busy elsewhere may hold one of them up.
const onRealTime = { retry: 6 };

const prompts = fileURLToPath(new URL("../../../../apps/lambda/prompts/", import.meta.url));
const samplesOf = (path: string): Int16Array =>
  Int16Array.from(readWav(readFileSync(path)).samples, (sample) => Math.round(sample * 32_768));

let open: Awaited<ReturnType<typeof media>>;
let phones: TestPhone[] = [];

beforeEach(async () => {
  open = await media();
});

afterEach(async () => {
  for (const phone of phones) phone.close();
  phones = [];
  await open.real.close();
});

const phone = async (name: string, leg: string) => {
  const made = await TestPhone.open(open.real, name);
  phones.push(made);
  open.real.attach(leg, name);
  // Frames come once the leg is attached; what is sent before that reaches nobody.
  await made.until(() => made.frames.length > 0);
  return made;
};

const play = (leg: string, path: string, repeat = 1) =>
  new Promise<PlayEnding>((resolve) => {
    open.real.play(leg, { bucket: "b", key: path }, repeat, resolve);
  });

describe("what a phone hears", onRealTime, () => {
  it("is the prompt, as well as mu-law can tell it (37 dB), no frame lost or doubled, while a handler blocks", async () => {
    const caller = await phone("p1", "leg-a");
    const path = join(prompts, "enter-pin.wav");
    const original = samplesOf(path);
    const ended = play("leg-a", path);
    await caller.until(() => caller.frames.length > 20);
    // A handler on a breakpoint, or one that computes: this thread does nothing else meanwhile.
    const until = performance.now() + 300;
    while (performance.now() < until);
    expect(await ended).toEqual({ how: "finished" });
    await caller.until(() => caller.heard().length > original.length + 4000);
    expect(likeness(original, caller.heard()).db).toBeGreaterThan(37);
  });

  it.runIf(process.env.LONG_SOUND)("stays whole for a minute", { timeout: 100_000 }, async () => {
    const caller = await phone("p1", "leg-a");
    const path = join(prompts, "welcome.wav");
    const original = samplesOf(path);
    const times = Math.ceil((60 * 8000) / original.length);
    const ended = play("leg-a", path, times);
    const blocks = setInterval(() => {
      const until = performance.now() + 300;
      while (performance.now() < until);
    }, 2000);
    await ended;
    clearInterval(blocks);
    const minute = new Int16Array(original.length * times);
    for (let time = 0; time < times; time++) minute.set(original, time * original.length);
    await caller.until(() => caller.heard().length > minute.length + 4000);
    expect(likeness(minute, caller.heard()).db).toBeGreaterThan(37);
  });

  it("falls silent within 40 ms when a prompt is stopped, also what the page has buffered", async () => {
    const caller = await phone("p1", "leg-a");
    const ended = new Promise<PlayEnding>((resolve) => {
      const command = open.real.play(
        "leg-a",
        { bucket: "b", key: join(prompts, "enter-pin.wav") },
        1,
        resolve,
      );
      void caller.until(() => caller.frames.length > 30).then(() => command.stop());
    });
    expect(await ended).toEqual({ how: "stopped" });
    const stopped = performance.now();
    await caller.until(() => caller.messages.some(({ text }) => text.includes("flush")));
    const flushed = caller.messages.at(-1)?.at ?? 0;
    expect(flushed - stopped).toBeLessThan(40);
    const later = caller.frames.length + 10;
    await caller.until(() => caller.frames.length > later);
    const after = caller.frames.filter(({ at }) => at > flushed + 20);
    expect(after.every(({ bytes }) => bytes.every((byte) => byte === 0xff))).toBe(true);
  });

  it("is resampled when a prompt is not 8 kHz, and told why when it is none", async () => {
    const caller = await phone("p1", "leg-a");
    const folder = mkdtempSync(join(tmpdir(), "switchhook-"));
    const fast = Int16Array.from(
      { length: 22_050 },
      (_, at) => 8000 * Math.sin((2 * Math.PI * 600 * at) / 22_050),
    );
    const wav = join(folder, "fast.wav");
    writeFileSync(wav, Buffer.concat([wavHeader(fast.byteLength, 22_050, 1), Buffer.from(fast.buffer)]));
    expect(await play("leg-a", wav)).toEqual({ how: "finished" });
    await caller.until(() => caller.heard().length > 4000);
    expect(strength(600, caller.heard().subarray(1600, 3200))).toBeGreaterThan(0.95);
    const text = join(folder, "none.wav");
    writeFileSync(text, "hello");
    expect(await play("leg-a", text)).toMatchObject({
      how: "unplayable",
      why: expect.stringContaining("no WAV file"),
    });
    expect(await play("leg-a", join(folder, "gone.wav"))).toMatchObject({ how: "unplayable" });
  });
});

describe("keys", onRealTime, () => {
  it("are heard as messages, and as tones on the line, each once", async () => {
    const caller = await phone("p1", "leg-a");
    caller.press("4");
    expect(await open.heardKeys(1)).toBe("4");
    const gap = new Int16Array(800);
    const tones = ["1", "5", "9", "*", "0", "#"].flatMap((key) => [keyTone(key, 80), gap]);
    const line = Int16Array.from([...new Int16Array(4000), ...tones.flatMap((part) => [...part])]);
    await caller.say(line);
    expect(await open.heardKeys(7)).toBe("4159*0#");
  });

  it("that are sent to a party are recognised as what was sent, a comma is a pause (3.7)", async () => {
    const caller = await phone("p1", "leg-a");
    const began = performance.now();
    await new Promise((resolve) => open.real.sendDigits("leg-a", "1,2A#", 100, resolve));
    expect(performance.now() - began).toBeGreaterThan(1000);
    await caller.until(() => caller.heard().length > 9600);
    const heard: string[] = [];
    new DigitEar((key) => heard.push(key)).listen(caller.heard());
    expect(heard.join("")).toBe("12A#");
  });

  it("are not heard in speech: none of the prompts sounds like one", () => {
    const heard: string[] = [];
    const ear = new DigitEar((key) => heard.push(key));
    for (const name of readdirSync(prompts).filter((file) => file.endsWith(".wav"))) {
      ear.listen(decodeMuLaw(encodeMuLaw(samplesOf(join(prompts, name)))));
    }
    expect(heard).toEqual([]);
  });

  it.each([0.05, 0.2, 1])("are heard at %s of a telephone's loudness", (loud) => {
    const heard: string[] = [];
    const ear = new DigitEar((key) => heard.push(key));
    for (const key of "1234567890*#ABCD") {
      ear.listen(keyTone(key, 60).map((sample) => sample * loud));
      ear.listen(new Int16Array(640));
    }
    expect(heard.join("")).toBe("1234567890*#ABCD");
  });
});

describe("recordings", onRealTime, () => {
  it("are what was said", async () => {
    const caller = await phone("p1", "leg-a");
    const said = samplesOf(join(prompts, "welcome.wav"));
    const ended = new Promise<RecordEnding>((resolve) => {
      const command = open.real.record("leg-a", { bucket: "b", key: "vm/one.wav" }, resolve);
      void caller.say(said).then(async () => {
        const frames = caller.frames.length + 10;
        await caller.until(() => caller.frames.length > frames);
        command.stop();
      });
    });
    const { how, ms } = (await ended) as { how: string; ms: number };
    expect(how).toBe("stopped");
    const recorded = samplesOf(join(open.folder, "vm/one.wav"));
    expect(recorded.length).toBe(ms * 8);
    expect(likeness(said.subarray(0, 8000), recorded).db).toBeGreaterThan(36);
  });

  it("end with silence, and with a reason when the bucket is none", async () => {
    const caller = await phone("p1", "leg-a");
    const ended = new Promise<RecordEnding>((resolve) => {
      open.real.record("leg-a", { bucket: "b", key: "two.wav", silenceMs: 400 }, resolve);
    });
    await caller.say(tone(500, 600));
    const ending = (await ended) as { how: string; ms: number };
    expect(ending.how).toBe("silent");
    expect(ending.ms).toBeGreaterThan(900);
    expect(
      await new Promise((resolve) => open.real.record("leg-a", { bucket: "none", key: "x.wav" }, resolve)),
    ).toEqual({ how: "unwritable", why: "there is no bucket none" });
  });

  it("of a call have what was said to the left and what was heard to the right; a pause is silence (3.9, 3.10)", async () => {
    const caller = await phone("p1", "leg-a");
    const folder = mkdtempSync(join(tmpdir(), "switchhook-"));
    const wav = join(folder, "tone.wav");
    const heard = tone(900, 1500);
    writeFileSync(wav, Buffer.concat([wavHeader(heard.byteLength, 8000, 1), Buffer.from(heard.buffer)]));
    const ended = new Promise<RecordEnding>((resolve) => {
      const tap = open.real.tap("leg-a", { bucket: "b", key: "call.wav", track: "BOTH" }, resolve);
      void Promise.all([play("leg-a", wav), caller.say(tone(500, 1500))]).then(async () => {
        tap.pause();
        await Promise.all([play("leg-a", wav)]);
        tap.stop();
      });
    });
    await ended;
    const file = readFileSync(join(open.folder, "call.wav"));
    const stereo = new Int16Array(file.buffer.slice(file.byteOffset + 44, file.byteOffset + file.length));
    const channel = (side: 0 | 1, from: number, to: number) =>
      stereo.filter((_, at) => at % 2 === side).subarray(from, to);
    expect(strength(500, channel(0, 4000, 8000))).toBeGreaterThan(0.9);
    expect(strength(900, channel(1, 4000, 8000))).toBeGreaterThan(0.9);
    expect(channel(1, -4000, -800).every((sample) => sample === 0)).toBe(true);
  });
});

describe("parties that hear each other", onRealTime, () => {
  const lasting = 700;
  const heardAfter = async (listener: TestPhone, sayings: Promise<void>[]) => {
    await Promise.all(sayings);
    return listener.heard().subarray(-3200);
  };

  it("are the two of a bridge, each only the other, until it ends", async () => {
    const [a, b] = [await phone("p1", "leg-a"), await phone("p2", "leg-b")];
    open.real.bridge("leg-a", "leg-b");
    const sayings = [a.say(tone(500, lasting)), b.say(tone(900, lasting))];
    const heardByA = await heardAfter(a, sayings);
    expect(strength(900, heardByA)).toBeGreaterThan(0.9);
    expect(strength(500, heardByA)).toBeLessThan(0.05);
    open.real.end("leg-b");
    const frames = a.frames.length + 20;
    await a.until(() => a.frames.length > frames);
    expect(a.frames.at(-1)?.bytes.every((byte) => byte === 0xff)).toBe(true);
  });

  it("are all in a room, but for oneself and who is muted", async () => {
    const three = [await phone("p1", "a"), await phone("p2", "b"), await phone("p3", "c")];
    for (const leg of ["a", "b", "c"]) {
      open.real.enterRoom(`${leg}-meeting`, "room");
      open.real.bridge(leg, `${leg}-meeting`);
    }
    const speak = () =>
      [500, 800, 1100].map((hertz, at) => three[at]?.say(tone(hertz, lasting, 6000)) ?? Promise.resolve());
    const [first] = three as [TestPhone];
    const heard = await heardAfter(first, speak());
    expect(strength(500, heard)).toBeLessThan(0.05);
    expect(strength(800, heard)).toBeGreaterThan(0.4);
    expect(strength(1100, heard)).toBeGreaterThan(0.4);
    open.real.mute("b-meeting", true);
    const muted = await heardAfter(first, speak());
    expect(strength(800, muted)).toBeLessThan(0.05);
    expect(strength(1100, muted)).toBeGreaterThan(0.9);
  });
});

describe("who may listen and speak", onRealTime, () => {
  it.each([
    ["another origin", { origin: "http://evil.example" }],
    ["a wrong token", { token: "guessed" }],
  ])("not %s", async (_, given) => {
    await expect(TestPhone.open(open.real, "p1", given)).rejects.toThrow("403");
  });

  it("a phone's later socket, and the former is told", async () => {
    const former = await phone("p1", "leg-a");
    await phone("p1", "leg-a");
    await former.until(() => former.messages.length > 0);
    expect(former.messages[0]?.text).toBe('{"is":"replaced"}');
  });
});

describe("commands", onRealTime, () => {
  it("complete when their leg ends, and when the thread is closed", async () => {
    const ended = play("leg-a", join(prompts, "enter-pin.wav"), 99);
    open.real.end("leg-a");
    expect(await ended).toEqual({ how: "stopped" });
    const closed = play("leg-b", join(prompts, "enter-pin.wav"), 99);
    await open.real.close();
    expect(await closed).toMatchObject({ how: "stopped" });
    expect(await play("leg-c", join(prompts, "enter-pin.wav"))).toMatchObject({ how: "stopped" });
  });

  it("a port in use is a clear error", async () => {
    const nothing = { find: async () => ({ problem: "" }), prepare() {} };
    await expect(
      startRealMedia({
        access,
        port: open.real.audioPort,
        sounds: nothing,
        recordings: { fileFor: () => "", written() {} },
      }),
    ).rejects.toThrow(`cannot listen on 127.0.0.1:${open.real.audioPort}`);
  });
});
