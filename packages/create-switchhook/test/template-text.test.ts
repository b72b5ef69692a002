import { describe, expect, it } from "vitest";
import { chosenLines } from "../src/template-text.js";

const lines = (text: string, ...flags: string[]) => chosenLines(text, new Set(flags));

describe("the marks of a template", () => {
  it.each([
    ["// #if wav\na\n// #end\nb", "a\nb"],
    ["# #if wav\na\n# #end\nb", "a\nb"],
    ["<!-- #if wav -->\na\n<!-- #end -->\nb", "a\nb"],
  ])("are comments of TypeScript, of environments and of Markdown", (text, kept) => {
    expect(lines(text, "wav")).toBe(kept);
    expect(lines(text)).toBe("b");
  });

  it("may be nested, and ask for what is not", () => {
    const text = "// #if a\n1\n// #if !b\n2\n// #end\n3\n// #end\n4";
    expect(lines(text, "a")).toBe("1\n2\n3\n4");
    expect(lines(text, "a", "b")).toBe("1\n3\n4");
    expect(lines(text, "b")).toBe("4");
  });

  it("must be closed, and opened", () => {
    expect(() => lines("// #if a\n1")).toThrow("#if without #end");
    expect(() => lines("1\n// #end")).toThrow("#end without #if");
  });
});
