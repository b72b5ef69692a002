import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("the transcript in README.md is what its command prints", () => {
  const page = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
  const [, script, shown] =
    /npm start -- --script "(.+)"\n```\n\n<!-- held by \S*lambda\/test\/readme\.test\.ts -->\n```text\n([\s\S]*?)```/.exec(
      page,
    ) ?? [];
  const start = fileURLToPath(new URL("../bin/start.mjs", import.meta.url));
  const printed = execFileSync(process.execPath, [start, "--script", script ?? ""], { encoding: "utf8" });
  // A meeting has another id each time.
  const stable = (text = ""): string => text.replace(/in the meeting [\da-f]{8}/, "in the meeting 00000000");
  expect(stable(printed)).toBe(stable(shown));
});
