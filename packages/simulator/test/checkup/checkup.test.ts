import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { checkUp } from "../../src/checkup/checkup.js";
import { type Rule, rules } from "../../src/checkup/findings.js";
import { type HandlerFactory, handlerProcesses } from "../../src/checkup/handler-process.js";

const planted = fileURLToPath(new URL("./planted/", import.meta.url));
const repaired = fileURLToPath(new URL("./repaired/", import.meta.url));

let handlers: HandlerFactory | undefined;
afterEach(() => handlers?.close());

const examine = async (file: string, only?: Rule) => {
  handlers = handlerProcesses(file, { environment: {}, mostMs: 15_000 });
  const result = await checkUp({
    handlers,
    digits: ["12345"],
    ...(only && { rules: [only] }),
    // The planted answer takes 350 ms; any other takes that long on a busy machine alone.
    slowMs: only === "too-slow" ? 250 : 5000,
    mostInvocations: 300,
  });
  handlers.close();
  return result;
};

/** What cannot be planted without the other. */
const implies: Readonly<Record<string, readonly Rule[]>> = {
  "data-of-another-call": ["warm-differs-from-fresh"],
};

const names = readdirSync(planted).map((file) => file.replace(".cjs", ""));

describe("the check-up", () => {
  it("has a planted defect for at least twelve rules", () => {
    expect(names.length).toBeGreaterThanOrEqual(12);
    for (const name of names) expect(Object.keys(rules)).toContain(name);
  });

  it.each(names)(
    "finds %s where it was planted, and nothing in the repaired twin",
    { timeout: 60_000 },
    async (name) => {
      // Everything else would take its time with it, too.
      const { findings } = await examine(`${planted}${name}.cjs`, name === "too-slow" ? name : undefined);
      expect(findings.map(({ rule }) => rule)).toContain(name);
      const others = new Set(findings.map(({ rule }) => rule).filter((rule) => rule !== name));
      for (const implied of implies[name] ?? []) others.delete(implied);
      expect([...others]).toEqual([]);
      const twin = await examine(`${repaired}${name}.cjs`);
      expect(twin.findings).toEqual([]);
    },
  );
});
