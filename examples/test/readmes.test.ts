import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const pages = readdirSync(new URL("examples/", root), { recursive: true })
  .map(String)
  .filter((path) => path.endsWith("README.md") && !path.includes("node_modules"));
const marked = /<!-- from (\S+) -->\n```ts\n([\s\S]*?)```/g;

describe("code in the READMEs of examples", () => {
  it.each(pages)("%s shows only what is in a file that is compiled and tested", (path) => {
    const text = readFileSync(new URL(`examples/${path}`, root), "utf8");
    const quotes = [...text.matchAll(marked)];
    for (const [, file = "", code = ""] of quotes)
      expect(readFileSync(new URL(file, root), "utf8")).toContain(code);
    expect(text.match(/^```ts$/gm) ?? []).toHaveLength(quotes.length);
    expect(quotes).not.toEqual([]);
  });
});
