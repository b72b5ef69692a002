import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CheckupResult, checkUp, handlerProcesses } from "@switchhook/simulator";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// Handlers with one defect each, as the check-up's own tests plant them.
const planted = fileURLToPath(new URL("../../simulator/test/checkup/planted/", import.meta.url));
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** What becomes of each rule of the check-up, and why what is left cannot be mended from outside. */
const outcome = {
  "data-of-another-call": "named",
  "dead-air": "mended",
  "endless-loop": "mended",
  exception: "mended",
  "forgotten-leg": "mended",
  "invalid-answer": "named",
  "needs-error-type": "mended",
  "needs-status": "mended",
  "not-the-same-answer-twice": "mended",
  "participants-by-position": "mended",
  "refused-answer": "mended",
  "secrets-in-logs": "mended",
  "too-slow": "mended",
  "warm-differs-from-fresh": "left",
} as const;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "switchhook-hardened-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function examine(name: string): Promise<CheckupResult> {
  const file = join(folder, `${name}.mjs`);
  // The planted one is slow by a third of a second: too little to be told from a busy machine.
  const slow = name === "too-slow";
  await build({
    stdin: {
      contents: `import { harden } from "@switchhook/harden";
import legacy from ${JSON.stringify(join(planted, `${name}.cjs`))};
const slower = async (event) => {
  if (event.InvocationEventType === "ACTION_FAILED") await new Promise((then) => setTimeout(then, 5000));
  return legacy.handler(event);
};
export const handler = harden(${slow ? "slower, { deadlineMs: 200 }" : "legacy.handler"});`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["switchhook-source"],
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    outfile: file,
    logLevel: "silent",
  });
  const handlers = handlerProcesses(file, { environment: {}, mostMs: 8000 });
  try {
    return await checkUp({
      handlers,
      digits: ["12345"],
      mostInvocations: 100,
      slowMs: 3000,
      ...(slow && { rules: ["too-slow" as const] }),
    });
  } finally {
    handlers.close();
  }
}

describe("a hardened copy of a handler with a defect", () => {
  const names = Object.keys(outcome) as (keyof typeof outcome)[];

  it.each(names.filter((name) => outcome[name] === "mended"))(
    "has nothing left that the check-up finds: %s",
    { timeout: 180_000 },
    async (name) => {
      expect((await examine(name)).findings.filter(({ rule }) => rule === name)).toEqual([]);
    },
  );

  it.each(names.filter((name) => outcome[name] !== "mended"))(
    "still has what cannot be mended from outside: %s",
    { timeout: 180_000 },
    async (name) => {
      expect((await examine(name)).findings.map(({ rule }) => rule)).toContain(
        // What is left of it shows as that: an environment that has seen no other call answers otherwise.
        name === "data-of-another-call" ? "warm-differs-from-fresh" : name,
      );
    },
  );

  it("is in the README's table as it is here", () => {
    const rows = readme.matchAll(/^\| `([a-z-]+)` \| (mended|named|left) \|/gm);
    expect(Object.fromEntries([...rows].map(([, name, is]) => [name, is]))).toEqual(outcome);
  });
});
