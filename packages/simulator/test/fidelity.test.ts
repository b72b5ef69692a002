import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { documentedRules } from "../src/index.js";

const page = readFileSync(new URL("../../../docs/fidelity.md", import.meta.url), "utf8");

/** The last column of every row: a test file, and the beginning of a test's name. */
const named = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && line.includes(".test.ts`"))
  .map((line) => /`([\w/-]+\.test\.ts)` (.+) \|$/.exec(line))
  .map((match) => ({ file: match?.[1] ?? "", name: match?.[2] ?? "" }));

describe("docs/fidelity.md", () => {
  it.each(named)("$file has the test: $name", ({ file, name }) => {
    const path = new URL(file, import.meta.url);
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, "utf8")).toContain(name);
  });

  it("names every switch", () => {
    expect(named.length).toBeGreaterThan(40);
    for (const rule of Object.keys(documentedRules)) expect(page).toContain(`\`${rule}\``);
  });
});
