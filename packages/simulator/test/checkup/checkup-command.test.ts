import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkupCommand } from "../../src/checkup/checkup-command.js";

const broken = fileURLToPath(new URL("./planted/forgotten-leg.cjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "switchhook-checkup-"));

const run = async (...args: string[]) => {
  const printed: string[] = [];
  const code = await checkupCommand(args, (text) => printed.push(text));
  return { code, text: printed.join("\n") };
};
const examine = (...args: string[]) =>
  run("--handler", broken, "--digits", "12345", "--invocations", "200", "--only", "forgotten-leg", ...args);

describe("switchhook-checkup", () => {
  it("tells the shortest way to a defect, what is heard, and the mend, and ends with 1", async () => {
    const { code, text } = await examine();
    expect(code).toBe(1);
    expect(text).toContain("forgotten-leg: LEG-B is left alone");
    expect(text).toMatch(/1\. NEW_INBOUND_CALL\n {2}2\. .*12345/);
    expect(text).toContain("The caller hears: ");
    expect(text).toContain("Mend: on HANGUP, hang up every other leg");
  });

  it("writes JSON and JUnit", async () => {
    const junit = join(folder, "junit.xml");
    const { text } = await examine("--json", "--junit", junit);
    expect(JSON.parse(text).findings[0]).toMatchObject({ rule: "forgotten-leg" });
    expect(readFileSync(junit, "utf8")).toMatch(/<testsuite .*failures="1">/);
  });

  it("does not fail for what a baseline has", async () => {
    const baseline = join(folder, "baseline.json");
    expect((await examine("--baseline", baseline, "--update-baseline")).code).toBe(0);
    const again = await examine("--baseline", baseline);
    expect(again.code).toBe(0);
    expect(again.text).toContain("(known)");
  });

  it.each([
    [[], "--handler is missing"],
    [["--handler", broken, "--only", "nonsense"], '"nonsense" is no rule'],
    [["--handler", "/nowhere/handler.mjs"], "There is no handler file"],
  ])("ends with 2 and says why: %s", async (args, why) => {
    const { code, text } = await run(...args);
    expect(code).toBe(2);
    expect(text).toContain(why);
  });
});
