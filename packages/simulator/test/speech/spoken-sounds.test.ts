import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SpokenSound } from "../../src/engine/trace.js";
import { wavDuration } from "../../src/media/wav-folder.js";
import { SpokenSounds, type SpokenSoundsOptions } from "../../src/speech/spoken-sounds.js";

const script = fileURLToPath(new URL("./fake-voice.mjs", import.meta.url));
const text = (words: string): SpokenSound => ({ text: words, ssml: false });

let base: string;
beforeEach(() => {
  // A space, as in many people's names of folders.
  base = join(mkdtempSync(join(tmpdir(), "spoken-")), "a folder");
  mkdirSync(base);
});
afterEach(() => rmSync(join(base, ".."), { recursive: true }));

const log = () => join(base, "log.txt");
const runs = () => readFileSync(log(), "utf8").trim().split("\n");
const sounds = (options: SpokenSoundsOptions = {}) =>
  new SpokenSounds({
    program: `"${process.execPath}" "${script}" {text-file} {wav-file} "${log()}"`,
    folder: join(base, "sounds"),
    ...options,
  });

async function pathOf(made: SpokenSounds, sound: SpokenSound): Promise<string> {
  const wav = await made.wav(sound);
  if ("problem" in wav) throw new Error(wav.problem);
  return wav.path;
}

const problemOf = async (made: SpokenSounds, words: string) => {
  const wav = await made.wav(text(words));
  return "problem" in wav ? wav : undefined;
};

describe("a spoken sound", () => {
  it("is a WAV of 8 kHz, mono, 16 bit, as long as the program made it, at -3 dB", async () => {
    const file = readFileSync(await pathOf(sounds(), text("twenty characters ok")));
    expect(file.readUInt16LE(20)).toBe(1);
    expect(file.readUInt16LE(22)).toBe(1);
    expect(file.readUInt32LE(24)).toBe(8000);
    expect(file.readUInt16LE(34)).toBe(16);
    expect(wavDuration(file, file.length)).toBe(1000);
    const samples = new Int16Array(file.buffer, file.byteOffset + 44, 8000);
    expect(Math.max(...samples) / 32768).toBeCloseTo(10 ** (-3 / 20), 2);
  });

  it("is made once, and kept for the next start", async () => {
    const first = await pathOf(sounds(), text("hello"));
    expect(await pathOf(sounds(), text("hello"))).toBe(first);
    expect(runs()).toEqual(["begin hello", "end hello"]);
    expect(readdirSync(join(base, "sounds"))).toHaveLength(1);
  });

  it("is made once when it is prepared and asked for at the same time", async () => {
    const made = sounds();
    made.prepare(text("hello"));
    await Promise.all([made.wav(text("hello")), made.wav(text("hello"))]);
    expect(runs()).toHaveLength(2);
  });

  it("is another file for another text or voice", async () => {
    const made = sounds();
    const paths = await Promise.all([
      pathOf(made, text("one")),
      pathOf(made, text("two")),
      pathOf(made, { ...text("one"), voiceId: "Vicki" }),
    ]);
    expect(new Set(paths).size).toBe(3);
  });

  it("waits while two programs run", async () => {
    const made = sounds();
    await Promise.all(["a", "b", "c", "d"].map((name) => made.wav(text(`${name} at once`))));
    let running = 0;
    const most = runs().map((line) => (running += line.startsWith("begin") ? 1 : -1));
    expect(Math.max(...most)).toBe(2);
    expect(runs()).toHaveLength(8);
  });

  it("without words is silence, and no program runs", async () => {
    const path = await pathOf(sounds(), { text: '<speak><break time="1s"/></speak>', ssml: true });
    const file = readFileSync(path);
    expect(wavDuration(file, file.length)).toBe(1000);
    expect(() => runs()).toThrow();
  });

  it("reaches a program that knows no SSML as words", async () => {
    await sounds().wav({
      text: "<speak>R&amp;D <say-as interpret-as='digits'>12</say-as></speak>",
      ssml: true,
    });
    expect(runs()[0]).toBe("begin R&D 1 2");
  });

  it.each(["--version", "-w/etc/passwd", "; touch x", "$(touch x)", "{wav-file}", "%s\u0000"])(
    "is never an option or a command: %s",
    async (words) => {
      expect(await problemOf(sounds(), words)).toBeUndefined();
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it becomes a space
      expect(runs()[0]?.trim()).toBe(`begin ${words.replace(/\u0000/, "")}`);
    },
  );
});

describe("what goes wrong with a voice is told, with what to do", () => {
  it("SSML that the service would refuse, as a matter of the text", async () => {
    expect(await sounds().wav({ text: "<speak>R & D</speak>", ssml: true })).toEqual({
      problem: 'SSML, line 1, column 10: "&" stands alone; write "&amp;"',
      because: "text",
    });
  });

  it("a program that fails, with what it says, and it is tried again", async () => {
    const made = sounds();
    const problem = await problemOf(made, "fail");
    expect(problem?.because).toBe("program");
    expect(problem?.problem).toContain("ended with 3: no such voice");
    await made.wav(text("fail"));
    expect(runs()).toEqual(["begin fail", "begin fail"]);
    expect(readdirSync(join(base, "sounds"))).toEqual([]);
  });

  it("a program that hangs, which is ended", async () => {
    const problem = await problemOf(sounds({ mostMs: 1500 }), "hang");
    expect(problem?.problem).toContain("did not finish within 1500 ms");
  });

  it.each([
    ["mute", "made no sound"],
    ["rubbish", "this is no WAV file"],
  ])("a program that makes %s", async (words, expected) => {
    expect((await problemOf(sounds(), words))?.problem).toContain(expected);
  });

  it.each([
    ["/no/such/program {text-file} {wav-file}", "cannot be run"],
    ["festival {wav-file}", "or a command line with {text-file} and {wav-file}"],
    ["none", "there is no voice program: install espeak-ng"],
  ])("a program that is %s", async (program, expected) => {
    expect((await problemOf(sounds({ program }), "hello"))?.problem).toContain(expected);
  });

  it("a folder that cannot be written", async () => {
    writeFileSync(join(base, "sounds"), "a file");
    expect((await problemOf(sounds(), "hello"))?.problem).toMatch(/EEXIST|ENOTDIR/);
  });

  it("a voice that Polly does not have, in the notes", async () => {
    const wav = await sounds().wav({ ...text("hello"), voiceId: "Joana" });
    expect(wav).toMatchObject({ notes: [expect.stringContaining("did you mean Joanna?")] });
  });
});

const espeak = await new SpokenSounds({ program: "espeak-ng" }).voice().catch(() => undefined);

describe.runIf(espeak)("with espeak-ng", () => {
  it("about the length that is said is heard, and the name has the version", async () => {
    const made = sounds({ program: "espeak-ng" });
    expect(await made.voice()).toMatch(/^espeak-ng \d+\.\d+/);
    const sound = text("Welcome. Please enter your meeting PIN, followed by the pound sign.");
    const file = readFileSync(await pathOf(made, sound));
    const ms = wavDuration(file, file.length) ?? 0;
    expect(ms / made.lengthMs(sound)).toBeGreaterThan(0.5);
    expect(ms / made.lengthMs(sound)).toBeLessThan(2);
  });

  it("digits take longer than a number, and a pause takes its time", async () => {
    const made = sounds({ program: "espeak-ng" });
    const ms = async (inner: string) => {
      const file = readFileSync(await pathOf(made, { text: `<speak>${inner}</speak>`, ssml: true }));
      return wavDuration(file, file.length) ?? 0;
    };
    expect(await ms("<say-as interpret-as='digits'>10000</say-as>")).toBeGreaterThan(await ms("10000"));
    expect((await ms("a <break time='3s'/> b")) - (await ms("a b"))).toBeGreaterThan(2500);
  });
});
