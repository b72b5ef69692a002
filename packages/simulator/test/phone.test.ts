import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  callTime,
  MeetingStore,
  parseScript,
  runLivePhone,
  runScript,
  wavDuration,
  wavFolders,
} from "../src/index.js";
import { collect, hangup, play } from "./engine/handlers.js";

describe("a script", () => {
  it("is keys, waits and a hang-up, separated by commas", () => {
    expect(parseScript("12345#, wait 1s,*6 , wait 250ms, wait 1.5m, hangup")).toEqual([
      { does: "press", keys: "12345#" },
      { does: "wait", ms: 1000 },
      { does: "press", keys: "*6" },
      { does: "wait", ms: 250 },
      { does: "wait", ms: 90_000 },
      { does: "hang up" },
    ]);
  });

  it("may speak, say words, update the call from outside, and end the other leg", () => {
    expect(parseScript('speak 2s, say "book a room", update command=admit by=me, other hangs up')).toEqual([
      { does: "speak", ms: 2000 },
      { does: "say", words: "book a room" },
      { does: "update", args: { command: "admit", by: "me" } },
      { does: "other hangs up" },
    ]);
  });

  it.each([
    ["12, dance", 'part 2 of the script is "dance"'],
    ["", 'part 1 of the script is ""'],
    ["wait 5", 'part 1 of the script is "wait 5"'],
    ["hangup, 1", 'part 2 of the script comes after "hangup"'],
  ])("that is none says where: %s", (script, message) => {
    expect(() => parseScript(script)).toThrow(message);
  });
});

/** A handler of the usual kind: one switch, no framework. */
const handler = (event: unknown) => {
  const { InvocationEventType, ActionData } = event as {
    InvocationEventType: string;
    ActionData?: { ReceivedDigits?: string };
  };
  switch (InvocationEventType) {
    case "NEW_INBOUND_CALL":
      return { SchemaVersion: "1.0", Actions: [collect()] };
    case "ACTION_SUCCESSFUL":
      return {
        SchemaVersion: "1.0",
        Actions: ActionData?.ReceivedDigits === "123" ? [play("bye"), hangup()] : [],
      };
    default:
      return { SchemaVersion: "1.0", Actions: [] };
  }
};

const script = async (moves: string, given: typeof handler = handler) => {
  const lines: string[] = [];
  const result = await runScript({
    handler: given,
    moves: parseScript(moves),
    print: (line) => void lines.push(line),
    describePrompt: (_, key) => (key === "ask.wav" ? "Your number?" : undefined),
  });
  return { ...result, lines };
};

describe("the unattended phone", () => {
  it("prints what is heard, what the phone waits for, what is typed, and how it ended", async () => {
    const { endedWell, lines } = await script("123#");
    expect(lines).toEqual([
      '00:00.0  ♪  "Your number?" (ask.wav)',
      "00:01.0  ?  waits 4 s for 3 to 5 digits, ended by #",
      "00:01.0  ☎  1 2 3 #",
      "00:01.6  ♪  bye.wav",
      "00:02.6  ■  call ended: the IVR hung up",
    ]);
    expect(endedWell).toBe(true);
  });

  it.each([
    ["falls silent", "999#", handler, "dead air"],
    [
      "throws",
      "1",
      () => {
        throw new Error("broken");
      },
      "the handler threw: broken",
    ],
    ["ends too early", "123#, 456#", handler, "the call had ended before part 2"],
  ] as const)("tells that a call did not end well that %s", async (_, moves, given, why) => {
    const { endedWell, problems } = await script(moves, given as typeof handler);
    expect(endedWell).toBe(false);
    expect(problems.join()).toContain(why);
  });

  it("hangs up when the script has nothing more to do", async () => {
    const { lines } = await script("wait 1s");
    expect(lines.at(-1)).toContain("call ended: the caller hung up");
  });
});

describe("the live phone", () => {
  it("takes keys from a pipe, and hangs up at its end", async () => {
    const [input, lines] = [new PassThrough(), [] as string[]];
    const ended = runLivePhone({
      handler: () => ({ SchemaVersion: "1.0", Actions: [play("long")] }),
      audio: { durationOf: () => 60_000 },
      rooms: new MeetingStore(),
      describePrompt: () => undefined,
      input,
      print: (line) => void (line.includes("♪") || lines.push(line.slice(9))),
    });
    input.end("1x2");
    expect((await ended).endedWell).toBe(true);
    expect(lines).toEqual(["☎  1", "☎  2", "☎  hangs up", "■  call ended: the caller hung up"]);
  });
});

it("call times are minutes, seconds and tenths", () => {
  expect([0, 999, 61_250, 3_600_000].map(callTime)).toEqual(["00:00.0", "00:00.9", "01:01.2", "60:00.0"]);
});

describe("sound files (4.10)", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sounds-"));
    mkdirSync(join(folder, "prompts"));
    writeFileSync(join(folder, "secret.wav"), wav());
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function wav({ format = 1, milliseconds = 500 } = {}): Buffer {
    const bytes = Buffer.alloc(44 + milliseconds * 16);
    bytes.write("RIFF", 0);
    bytes.write("WAVEfmt ", 8);
    bytes.writeUInt32LE(16, 16);
    bytes.writeUInt16LE(format, 20);
    bytes.writeUInt32LE(16_000, 28);
    bytes.write("data", 36);
    bytes.writeUInt32LE(bytes.length - 44, 40);
    return bytes;
  }

  it("play as long as their header says", () => {
    writeFileSync(join(folder, "prompts/hi.wav"), wav());
    expect(wavFolders({ b: join(folder, "prompts") }).durationOf("b", "hi.wav")).toBe(500);
  });

  it("that are missing, no WAV, not PCM, or outside of the bucket are not played", () => {
    writeFileSync(join(folder, "prompts/text.wav"), "hello");
    writeFileSync(join(folder, "prompts/mulaw.wav"), wav({ format: 7 }));
    const library = wavFolders({ b: join(folder, "prompts") });
    for (const key of ["none.wav", "text.wav", "mulaw.wav", "../secret.wav", ""]) {
      expect(library.durationOf("b", key)).toBeUndefined();
    }
    expect(library.durationOf("other", "hi.wav")).toBeUndefined();
  });

  it("may have other chunks before the samples", () => {
    const plain = wav();
    const list = Buffer.from("LIST\x04\0\0\0abcd", "latin1");
    expect(
      wavDuration(
        Buffer.concat([plain.subarray(0, 36), list, plain.subarray(36)]),
        plain.length + list.length,
      ),
    ).toBe(500);
  });
});
