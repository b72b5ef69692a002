import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { publicPackages } from "../src/public-packages.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packages = publicPackages(root);
const ours = new Set(packages.map(({ name }) => name));
const manifest = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const { fixed } = JSON.parse(readFileSync(join(root, ".changeset/config.json"), "utf8")) as {
  fixed: string[][];
};

const family = ["amazon-chime-sdk", "ivr", "pstn-audio", "switchhook"];

describe.each(packages)("the manifest of $name", ({ folder, name }) => {
  const {
    license,
    description,
    keywords,
    engines,
    files,
    dependencies = {},
    peerDependencies = {},
  } = manifest(folder);

  it("tells what npm shows and checks", () => {
    expect(license).toBe("Apache-2.0");
    expect(description).toMatch(/\.$/);
    expect(engines).toEqual({ node: ">=20.19" });
    expect(files).toContain("CHANGELOG.md");
  });

  it("is found by the words of the family, and by some of its own", () => {
    expect(keywords).toEqual([...new Set(keywords)].sort());
    expect(keywords).toEqual(expect.arrayContaining(family));
    expect(keywords.length).toBeGreaterThan(family.length);
    for (const word of keywords) expect(word).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  });

  it("comes with the text of its licence", () => {
    const text = (of: string) => readFileSync(join(of, "LICENSE"), "utf8");
    expect(text(folder)).toBe(text(root));
  });

  // `changeset version` keeps only the first comparator of a range, and would make ">=0.1.0 <1" a ">=0.1.0".
  it("depends on packages of ours with ^, so that a release leaves the range closed above", () => {
    for (const [dependency, range] of Object.entries(dependencies)) {
      if (ours.has(dependency)) expect(range, dependency).toMatch(/^\^\d+\.\d+\.\d+$/);
    }
  });

  it("has core as a peer, or as its own dependency, and never both", () => {
    const core = "@switchhook/core";
    expect(core in dependencies && core in peerDependencies).toBe(false);
  });

  it("is released together with all others", () => {
    const patterns = fixed.flat().filter((pattern) => !pattern.startsWith("!"));
    const matches = (pattern: string) =>
      pattern.endsWith("/*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
    expect(patterns.some(matches)).toBe(true);
  });
});
