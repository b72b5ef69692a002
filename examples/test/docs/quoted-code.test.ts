import { describe, expect, it } from "vitest";
import { fencesIn, fencesOf } from "./fences.js";
import { quotedFrom, standsIn, withoutIndent } from "./quotes.js";

// Files of others' flows, which examples are read from, are quoted, too.
const others = fencesIn("json", "xml").filter(({ mark }) => mark.startsWith("from "));
const code = [...fencesIn("ts", "js"), ...others];

describe("code on a page is word for word that of a file, which is compiled and tested:", () => {
  it.each(code.map((fence) => [`${fence.at} ${fence.mark}`, fence] as const))(
    "%s",
    (_, { page, mark, text }) => {
      const [, source] = /^from (\S+)$/.exec(mark) ?? [];
      if (source === undefined)
        throw new Error(
          "it needs <!-- from path#region --> above it, or <!-- from path --> for some of its lines",
        );
      // A README that is copied into new projects names its files from where it stands.
      const inTemplate = /^(packages\/create-switchhook\/templates\/\w+\/)/.exec(page)?.[1] ?? "";
      const quoted = quotedFrom(`${inTemplate}${source}`);
      if (source.includes("#")) expect(text).toBe(quoted);
      else expect(standsIn(text, quoted), `it is not in ${source}`).toBe(true);
    },
  );
});

describe("what is compared", () => {
  it("is a block with its mark, its language and its place", () => {
    const [first, second] = fencesOf(
      "a.md",
      "# A\n\n<!-- from a.ts#b -->\n```ts\nlet a;\n```\n\n```sh\nls\n```\n",
    );
    expect(first).toMatchObject({ at: "a.md:4", language: "ts", mark: "from a.ts#b", text: "let a;\n" });
    expect(second).toMatchObject({ at: "a.md:8", language: "sh", mark: "", text: "ls\n" });
  });

  it("lacks the indent that all lines share, and no other", () => {
    expect(withoutIndent("    a\n\n      b\n")).toBe("a\n\n  b\n");
  });

  it("is whole lines, one after the other", () => {
    const file = "const a = [\n  one,\n  two,\n];\n";
    expect(standsIn("one,\ntwo,\n", file)).toBe(true);
    expect(standsIn("one,\n];\n", file)).toBe(false);
    expect(standsIn("= [\n  one,\n", file)).toBe(false);
  });

  it("is a region that is there", () => {
    expect(() => quotedFrom("examples/snippets/hello.ts#gone")).toThrow("has no region gone");
  });
});
