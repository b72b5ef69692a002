import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { apiReport } from "../src/api-report.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "switchhook-api-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const report = (files: Record<string, string>, ...entries: string[]) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return apiReport({
    folder,
    name: "it",
    entries: (entries.length > 0 ? entries : ["index"]).map((name) => ({
      specifier: `it/${name}`,
      types: `${name}.d.ts`,
    })),
  });
};

describe("the report of a package's API", () => {
  it("has what the entry exports, from whatever file, under the name that users see", () => {
    const text = report({
      "index.d.ts": 'export { type Inner as Outer, make } from "./inner.js";\nexport * from "./all.js";\n',
      "inner.d.ts": "export interface Inner {\n    a: string;\n}\nexport declare const make: () => void;\n",
      "all.d.ts": "export type All = 1;\n",
    });
    expect(text).toContain("export interface Inner {\n    a: string;\n}\nexport { Inner as Outer };");
    expect(text).toContain("export declare const make: () => void;");
    expect(text).toContain("export type All = 1;");
  });

  it("has what those mention, although nobody can import it, and nothing else of the file", () => {
    const text = report({
      "index.d.ts":
        'import { type Far } from "./far.js";\ntype Near = { far: Far };\ntype Unrelated = 2;\nexport declare const f: (near: Near) => import("./far.js").Inline;\n',
      "far.d.ts": "export type Far = 3;\nexport type Inline = 4;\nexport type Other = 5;\n",
    });
    const mentioned = text.split("Mentioned there, and not exported:")[1] ?? "";
    for (const name of ["Near", "Far", "Inline"]) expect(mentioned).toContain(`type ${name} =`);
    for (const name of ["Unrelated", "Other"]) expect(text).not.toContain(name);
  });

  it("does not change with comments and private members", () => {
    const plain = report({ "index.d.ts": 'export declare class A {\n    b: "/* c */";\n}\n' });
    const full = report({
      "index.d.ts":
        '/** Says. */\nexport declare class A {\n    #private;\n    private secret;\n    /** Says. */\n    b: "/* c */";\n}\n//# sourceMappingURL=index.d.ts.map',
    });
    expect(full.replace(/\n\s*\n/g, "\n")).toBe(plain.replace(/\n\s*\n/g, "\n"));
    expect(plain).toContain('"/* c */"');
  });

  it("tells a second entry's names that the first has already", () => {
    const files = { "index.d.ts": 'export * from "./wire.js";\n', "wire.d.ts": "export type Wire = 1;\n" };
    expect(report(files, "index", "wire")).toContain("## `it/wire`\n\nAnd, as above: `Wire`.");
  });

  it("has what is added to another module", () => {
    const text = report({
      "index.d.ts": 'declare module "vitest" {\n    interface Matchers {\n    }\n}\nexport {};\n',
    });
    expect(text).toContain('declare module "vitest" {\n    interface Matchers {');
  });

  it("refuses what it cannot read, so that nothing is left out in silence", () => {
    expect(() => report({ "index.d.ts": "export = something;\n" })).toThrow(
      "not a declaration that is known",
    );
    expect(() => report({ "index.d.ts": 'export { gone } from "./there.js";\n', "there.d.ts": "" })).toThrow(
      "does not export gone",
    );
  });
});
