import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const docs = new URL("docs/", root);
const pages = readdirSync(docs, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".md") && !name.startsWith("adr"));

/** Code blocks that say which file they are from. */
const quoted = pages.flatMap((page) =>
  [...readFileSync(new URL(page, docs), "utf8").matchAll(/<!-- from (\S+) -->\n```ts\n([\s\S]*?)```/g)].map(
    ([, file, code]) => ({ page, file: file ?? "", code: code ?? "" }),
  ),
);

describe("code in the documentation", () => {
  it.each(quoted)("of $page is that of $file, which is compiled and tested", ({ file, code }) => {
    expect(readFileSync(new URL(file, root), "utf8")).toContain(code);
  });

  it.each(pages)("of %s says where it is from", (page) => {
    const text = readFileSync(new URL(page, docs), "utf8");
    const blocks = text.match(/^```ts$/gm)?.length ?? 0;
    expect(quoted.filter((one) => one.page === page)).toHaveLength(blocks);
  });

  it("is there", () => expect(quoted.length).toBeGreaterThan(4));
});
