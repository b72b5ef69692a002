import { readFileSync } from "node:fs";
import { promises } from "@switchhook/testing";
import { describe, expect, it } from "vitest";
import { testsNamedOn } from "./named-tests.js";

const root = new URL("../../", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), "utf8");
const named = testsNamedOn(read("docs/test.md"));

describe("the mutations on docs/test.md", () => {
  it.each(named)("are tests: $file, $name", ({ file, name }) => {
    expect(read(file)).toContain(`"${name}`);
  });

  it("break every promise that is checked on a call", () => {
    const names = named.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(promises)));
  });

  it("are all that a campaign is tested with", () => {
    const titles = [...read("bench/test/mutations.test.ts").matchAll(/^ {2}(?:it\()?"([^"%]+)"[:,]/gm)];
    expect(titles.length).toBeGreaterThan(10);
    expect(named.map(({ name }) => name)).toEqual(
      expect.arrayContaining(titles.map(([, title]) => title ?? "")),
    );
  });
});
