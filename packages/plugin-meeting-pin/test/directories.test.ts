import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IvrError, type LogFields, Logger, silentLogger, value } from "@switchhook/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { jsonDirectory, MeetingDirectory, openDirectory } from "../src/index.js";
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

const refusal = async (path: string): Promise<string> => {
  try {
    await serviceOf(MeetingDirectory, jsonDirectory(path));
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
