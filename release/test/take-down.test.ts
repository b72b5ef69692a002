import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "switchhook-take-down-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const source = (name: string) => JSON.stringify(new URL(`../src/${name}.mjs`, import.meta.url).href);

// Listens until it is ended, and is not ended by a signal to whoever has started it.
const server = `
  const listening = require("node:net").createServer().listen(0, "127.0.0.1", () =>
    require("node:fs").writeFileSync("port", String(listening.address().port)));`;

/** A rehearsal that waits for a shell, which waits for a server. */
const rehearsal = () => `
  import { rmSync } from "node:fs";
  import { run } from ${source("command")};
  import { takingDown } from ${source("take-down")};
  const takeDown = takingDown(async () => rmSync(${JSON.stringify(folder)}, { recursive: true }));
  const wait = ["-c", '"$0" -e "$1"; true', process.execPath, ${JSON.stringify(server)}];
  await run("sh", wait, { cwd: ${JSON.stringify(folder)} }).catch(() => run("sh", ["-c", "mkdir ${"$"}0", ${JSON.stringify(folder)}], { cwd: "/" }));
  await takeDown();`;

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    }).on("error", () => resolve(false));
  });

describe("a rehearsal that is ended leaves nothing behind", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("by %s: no folder, no port, no program", async (signal, code) => {
    const child = spawn(process.execPath, ["--input-type=module", "--eval", rehearsal()], {
      stdio: "ignore",
    });
    const exit = once(child, "exit");
    const file = join(folder, "port");
    await expect.poll(() => existsSync(file) && readFileSync(file, "utf8") !== "").toBe(true);
    const port = Number(readFileSync(file, "utf8"));
    expect(await answers(port)).toBe(true);
    child.kill(signal);
    expect(await exit).toEqual([code, null]);
    expect({ answers: await answers(port), folder: existsSync(folder) }).toEqual({
      answers: false,
      folder: false,
    });
  });
});
