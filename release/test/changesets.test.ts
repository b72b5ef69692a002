import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { changelogProblem, wordsOfThePast } from "../src/changelog-words.mjs";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const changesets = readdirSync(new URL(".changeset/", root)).filter((name) => name.endsWith(".md"));
const { version } = JSON.parse(read("packages/core/package.json")) as { version: string };

describe("changesets", () => {
  it.each(changesets)("%s tells of no past before the first release", (name) => {
    if (version === "0.0.1") expect(wordsOfThePast(read(`.changeset/${name}`))).toBeUndefined();
  });
});

describe("a CHANGELOG of the first release", () => {
  it.each([
    ["- `mute` is now `keys.mute`.", "tells of a past"],
    ["- A key no longer joins twice.", "tells of a past"],
    ["- 0a1b2c3: Menus.", "has hashes"],
    ["- Menus.\n- Updated dependencies [0a1b2c3]", "has hashes"],
    ["# a package", "has no entry"],
  ])("is refused with %j", (text, problem) => {
    expect(changelogProblem(text)).toContain(problem);
  });

  it("is taken when it says what there is", () => {
    expect(changelogProblem("## 0.1.0\n\n### Minor Changes\n\n- Menus.")).toBeUndefined();
  });
});
