import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkUp, type HandlerUnderTest, handlerProcesses } from "@switchhook/simulator";
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

const namedAs = {
  "data-of-another-call": /guarded: other-call: the answer has the number of another caller in it/,
  "invalid-answer": /guarded: answer-form: .*RepeatDurationInMillisecond\b/,
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "switchhook-hardened-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Examines a hardened copy: what the check-up finds, and what all its processes have logged. */
async function examine(name: string): Promise<{ found: string[]; log: string }> {
  const file = join(folder, `${name}.mjs`);
  // As it is planted it is slow by a third of a second: too little to be told from a busy machine.
  const slow = name === "too-slow";
  await build({
    stdin: {
      contents: `import { harden } from "@switchhook/harden";
import legacy from ${JSON.stringify(join(planted, `${name}.cjs`))};
export const handler = harden(legacy.handler${slow ? ", { deadlineMs: 200 }" : ""});`,
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
  const handlers = handlerProcesses(file, { environment: { SLOW_MS: "5000" }, mostMs: 8000 });
  const made: HandlerUnderTest[] = [];
  const fresh = async () => {
    const handler = await handlers.fresh();
    made.push(handler);
    return handler;
  };
  try {
    const { findings } = await checkUp({
      handlers: { ...handlers, fresh },
      digits: ["12345"],
      mostInvocations: 100,
      slowMs: 3000,
    });
    const log = made.map((handler) => handler.log()).join("");
    return { found: [...new Set(findings.map(({ rule }) => rule))].sort(), log };
  } finally {
    handlers.close();
  }
}

/** What the check-up still finds in the hardened copy: that it is hardened must not show as something else. */
const leftOf: Partial<Record<keyof typeof outcome, readonly string[]>> = {
  // An environment that has seen no other call answers otherwise.
  "data-of-another-call": ["warm-differs-from-fresh"],
  "invalid-answer": ["invalid-answer"],
  // The same twice within a call; the random number in it is another one when the call is played again, in whatever way.
  "not-the-same-answer-twice": ["needs-status", "participants-by-position", "warm-differs-from-fresh"],
  "warm-differs-from-fresh": ["warm-differs-from-fresh"],
};

describe("a hardened copy of a handler with a defect", () => {
  const names = Object.keys(outcome) as (keyof typeof outcome)[];

  it.each(names.filter((name) => outcome[name] === "mended"))(
    "has the defect no more, and nothing new: %s",
    { timeout: 180_000 },
    async (name) => {
      expect((await examine(name)).found).toEqual(leftOf[name] ?? []);
    },
  );

  it.each(names.filter((name) => outcome[name] === "left"))(
    "still has what cannot be mended from outside, and nothing new: %s",
    { timeout: 180_000 },
    async (name) => {
      expect((await examine(name)).found).toEqual(leftOf[name]);
    },
  );

  it.each(names.filter((name) => outcome[name] === "named"))(
    "has it named in the log, and nothing new: %s",
    { timeout: 180_000 },
    async (name) => {
      const { found, log } = await examine(name);
      expect(found).toEqual(leftOf[name]);
      expect(log).toMatch(namedAs[name as keyof typeof namedAs]);
    },
  );

  it("is in the README's table as it is here", () => {
    const rows = readme.matchAll(/^\| `([a-z-]+)` \| (mended|named|left) \|/gm);
    expect(Object.fromEntries([...rows].map(([, name, is]) => [name, is]))).toEqual(outcome);
  });
});
