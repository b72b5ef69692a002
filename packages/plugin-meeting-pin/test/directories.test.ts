import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IvrError, type LogFields, Logger, silentLogger, value } from "@switchhook/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { jsonDirectory, MeetingDirectory, openDirectory } from "../src/index.js";
import { readKeys } from "../src/pin-keys.js";
import { keyNumber } from "./local-dynamo.js";
import { serviceOf } from "./service-of.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "directory-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const written = (content: unknown): string => {
  const path = join(folder, "meetings.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

const someHash = `${"a".repeat(8)}.${"b".repeat(43)}`;

const logged = async (path: string, options = {}) => {
  const entries: string[] = [];
  const warn = (message: string, fields?: LogFields) =>
    void entries.push(message, JSON.stringify(fields ?? {}));
  const log = value(Logger, { ...silentLogger, warn });
  return { directory: await serviceOf(MeetingDirectory, jsonDirectory(path, options), log), entries };
};

const refusal = async (path: string, options = {}): Promise<string> => {
  try {
    await serviceOf(MeetingDirectory, jsonDirectory(path, options));
  } catch (error) {
    if (error instanceof IvrError && error.code === "IVR_DIRECTORY_INVALID") return error.message;
    throw error;
  }
  throw new Error("the directory was taken");
};

describe("the directory in a JSON file", () => {
  it("finds the meeting of a PIN, without the PIN", async () => {
    const directory = await serviceOf(
      MeetingDirectory,
      jsonDirectory(written({ meetings: [{ pin: "0123", id: "weekly", title: "Weekly" }] })),
    );
    expect(await directory.find("0123")).toEqual({ id: "weekly", title: "Weekly" });
    expect(await directory.find("123")).toBeUndefined();
    expect(await directory.find("")).toBeUndefined();
  });

  it("is checked whole at cold start, every entry with its place, and no PIN is told", async () => {
    const message = await refusal(
      written({
        meetings: [
          { pin: "12345", id: "weekly" },
          { pin: 98765, id: "number" },
          { pin: "abc", id: "no spaces allowed" },
          { pin: "777", id: "x", extra: true },
        ],
      }),
    );
    expect(message).toContain("meetings.1.pin");
    expect(message).toContain("meetings.2.pin: must be a string of 1 to 32 digits");
    expect(message).toContain("meetings.2.id: must be of letters, digits, - _ and .");
    expect(message).toContain("meetings.3");
    expect(message).not.toMatch(/98765|12345/);
  });

  it("is checked for what a listing has, too", async () => {
    const message = await refusal(
      written({
        meetings: [
          { pin: "12345", id: "weekly", hours: { timeZone: "Moon/Crater", open: ["whenever"] } },
          {
            pin: "12346",
            id: "board",
            capacity: 251,
            expires: "soon",
            locale: "?",
            recording: { mode: "maybe" },
          },
          { pin: "12347", id: "lounge", pinLength: 8, pinHash: "12347" },
          { id: "none" },
        ],
      }),
    );
    for (const at of [
      "meetings.0.hours.timeZone: must be the name of a time zone",
      "meetings.0.hours.open.0: must be such as",
      "meetings.1.capacity",
      "meetings.1.expires: must be a time such as",
      "meetings.1.locale",
      "meetings.1.recording.mode",
      "meetings.2.pinHash: must be a hash such as",
    ])
      expect(message).toContain(at);
    const { entries } = await logged(written({ meetings: [{ pin: "12345", id: "weekly" }] }));
    expect(entries.join()).not.toContain("12345");
  });

  it.each([
    ["without a PIN", { id: "weekly" }, "meetings.0.pin: must be given, or a pinHash"],
    [
      "with a PIN twice",
      { id: "weekly", pin: "123", pinHash: someHash },
      "meetings.0.pinHash: must not be given beside",
    ],
    [
      "with a PIN of another length",
      { id: "weekly", pin: "123", pinLength: 8 },
      "meetings.0.pin: must have 8 digits",
    ],
    [
      "with one PIN for all",
      { id: "weekly", pin: "123", moderatorPin: "123" },
      "meetings.0.moderatorPin: an earlier",
    ],
    ["hashed with another key", { id: "weekly", pinHash: someHash }, "not among the 0 given"],
  ])("refuses a meeting %s", async (_, meeting, expected) => {
    expect(await refusal(written({ meetings: [meeting] }))).toContain(expected);
  });

  it("refuses a PIN that another meeting has hashed", async () => {
    const path = written({
      meetings: [
        { pinHash: readKeys(keyNumber(1)).hashPin("123")[0], id: "one" },
        { pin: "123", id: "two" },
      ],
    });
    expect(await refusal(path, { keys: keyNumber(1) })).toContain("meetings.1.pin: an earlier meeting");
  });

  it("says in the log when it has PINs in clear text, and not when they are hashed", async () => {
    const clear = await logged(written({ meetings: [{ pin: "12345", id: "weekly" }] }));
    expect(clear.entries.join()).toContain("PINs in clear text");
    const pinHash = readKeys(keyNumber(1)).hashPin("12345")[0];
    const hashed = await logged(written({ meetings: [{ pinHash, id: "weekly" }] }), { keys: keyNumber(1) });
    expect(hashed.entries).toEqual([]);
    expect((await hashed.directory.find("12345"))?.id).toBe("weekly");
  });

  it("knows how long its PINs are, unless a hashed one does not say", async () => {
    const lengthsOf = async (...meetings: object[]) =>
      (await logged(written({ meetings }), { keys: keyNumber(1) })).directory.pinLengths;
    const hash = (pin: string) => readKeys(keyNumber(1)).hashPin(pin)[0];
    expect(
      await lengthsOf({ id: "a1", pin: "123" }, { id: "b1", pin: "1234", moderatorPin: "12345678" }),
    ).toEqual({
      min: 3,
      max: 8,
    });
    expect(await lengthsOf({ id: "a1", pinHash: hash("123456"), pinLength: 6 })).toEqual({ min: 6, max: 6 });
    expect(await lengthsOf({ id: "a1", pinHash: hash("123456") })).toBeUndefined();
  });

  it("refuses two meetings with one PIN", async () => {
    const twice = {
      meetings: [
        { pin: "123", id: "one" },
        { pin: "123", id: "two" },
      ],
    };
    expect(await refusal(written(twice))).toContain("meetings.1.pin: an earlier meeting has the same PIN");
  });

  it.each([
    ["that is not there", () => join(folder, "none.json"), "cannot be read"],
    ["that is not JSON", () => written('{"pin": 4711'), "is not JSON"],
    ["without meetings", () => written({ meetings: [] }), "meetings"],
  ])("refuses a file %s", async (_, path, expected) => {
    expect(await refusal(path())).toContain(expected);
  });
});

describe("the open directory", () => {
  it("takes any PIN for a meeting, the same PIN for the same one, and does not keep the PIN", async () => {
    const directory = await serviceOf(MeetingDirectory, openDirectory());
    const [one, same, other] = [
      await directory.find("4711"),
      await directory.find("4711"),
      await directory.find("4712"),
    ];
    expect(one).toEqual(same);
    expect(other?.id).not.toBe(one?.id);
    expect(JSON.stringify(one)).not.toContain("4711");
  });

  it("says in the log that it is for development only", async () => {
    const warnings: string[] = [];
    const warn = (message: string, _fields?: LogFields) => void warnings.push(message);
    await serviceOf(MeetingDirectory, openDirectory(), value(Logger, { ...silentLogger, warn }));
    expect(warnings.join()).toContain("for development only");
  });
});
