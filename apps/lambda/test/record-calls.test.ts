import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readLog } from "@switchhook/testing";
import { afterAll, describe, expect, it } from "vitest";

// The builds of this package and of the replay run before its tests.
const app = fileURLToPath(new URL("..", import.meta.url));
const replayCommand = fileURLToPath(
  new URL("../../../packages/testing/bin/switchhook-replay.mjs", import.meta.url),
);
const folder = mkdtempSync(join(tmpdir(), "switchhook-recorded-"));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, args, { cwd: app, encoding: "utf8", env: { PATH: process.env.PATH, ...env } });

/** The log of a call in which somebody has got into a meeting. */
function logOfACall(
  RECORD_CALLS: string,
  keys = "999#, 12345#",
): { readonly file: string; readonly text: string } {
  const script = ["--script", `${keys}, wait 1s, *6, hangup`];
  const { stdout } = run(["bin/start.mjs", ...script, "--logs"], { RECORD_CALLS });
  const text = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .join("\n");
  const file = join(folder, `${RECORD_CALLS}.log`);
  writeFileSync(file, text);
  return { file, text };
}

const replay = (file: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  run([replayCommand, file, "--handler", "dist/handler.mjs", ...args], {
    PROMPT_BUCKET: "demo-prompts",
    RECORDING_BUCKET: "demo-recordings",
    RECORDING_PREFIX: "dial-in",
    MEETING_DIRECTORY: "demo-meetings.json",
    MEDIA_REGION: "us-east-1",
    LOG_LEVEL: "SILENT",
    ...env,
  });

describe("calls of the dial-in app", () => {
  it("are answered the same in a replay of a log with RECORD_CALLS=on, when it is told the PIN", () => {
    const { file, text } = logOfACall("on");
    const typed = readLog(text).flatMap(
      ({ event }) => /"ReceivedDigits":"(\d{3,})"/.exec(JSON.stringify(event))?.[1] ?? [],
    );
    expect(typed.map(({ length }) => length)).toEqual([3, 5]);
    const { status, stdout } = replay(file, ["--digits", `${typed[1]}=12345`]);
    expect(stdout).toMatch(/^(\d\d?) events, \1 with an answer to compare, 0 answered otherwise\.$/m);
    expect(status).toBe(0);
  });

  it("are answered the same where nobody knows the PIN, in actions, when every PIN is let in", () => {
    const { file } = logOfACall("on", "12345#");
    const { status, stdout } = replay(file, ["--no-state"], { MEETING_DIRECTORY: "open" });
    expect(stdout).toMatch(/^(\d\d?) events, \1 with an answer to compare, 0 answered otherwise\.$/m);
    expect(status).toBe(0);
  });

  it("have no PIN, token or number in such a log", () => {
    const { text } = logOfACall("on");
    expect(text).toContain('"message":"recorded"');
    expect(text).not.toMatch(/(?<![0-9A-Za-z])(?:12345|\+?1206555\d{4})(?![0-9A-Za-z])/);
    const tokens = [...text.matchAll(/"JoinToken":"([^"]*)"/g)].map(([, token]) => token);
    expect(tokens.length).toBeGreaterThan(0);
    for (const token of tokens) expect(token).toMatch(/^token-0/);
  });

  it("cannot be replayed from the log as it is without it", () => {
    const { file, text } = logOfACall("off");
    expect(text).toContain('"message":"invocation"');
    const { status, stdout } = replay(file);
    expect([status, stdout]).toEqual([2, `${file} has no invocation events.\n`]);
  });
});
