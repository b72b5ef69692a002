import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const page = readFileSync(new URL("../../docs/alternatives.md", import.meta.url), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| |"))
  .map((line) => line.slice(2, -2).split(" | "));

describe("docs/alternatives.md", () => {
  it.each(rows)("says what of %s was looked at, where it is, and when", (...cells) => {
    expect(cells).toHaveLength(5);
    expect(cells[4]).toMatch(/^(run|read|docs): .*\]\(https:\/\//);
    expect(cells[4]).toMatch(/\b20\d\d-\d\d/);
  });

  it("compares with enough of them to choose", () => expect(rows.length).toBeGreaterThan(8));
});
