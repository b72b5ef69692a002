import { describe, expect, it } from "vitest";
import { licensePage, readDependencies, refused } from "../src/licenses.mjs";

const lockfile = (packages: Record<string, object>) => ({ packages: packages as never });
const MIT = { version: "1.0.0", license: "MIT" };
const of = (packages: Record<string, object>, ...tools: Record<string, object>[]) =>
  readDependencies(lockfile(packages), tools.map(lockfile));
const named = (dependencies: readonly { name: string }[]) => dependencies.map(({ name }) => name);

describe("the licences of what is in the lockfiles", () => {
  it("are of every dependency once, and of no package of ours", () => {
    const all = of(
      {
        "": { license: "Apache-2.0" },
        "packages/core": { license: "Apache-2.0" },
        "node_modules/@switchhook/core": { link: true },
        "node_modules/shipped": MIT,
        "node_modules/shipped/node_modules/within": MIT,
        "node_modules/peer": { ...MIT, peer: true },
        "node_modules/only-dev": { ...MIT, dev: true },
        "node_modules/either": { ...MIT, devOptional: true },
      },
      { "node_modules/of-a-tool": MIT },
    );
    expect(named(all.shipped)).toEqual(["shipped 1.0.0", "within 1.0.0", "peer 1.0.0"]);
    expect(named(all.development)).toEqual(["only-dev 1.0.0", "either 1.0.0", "of-a-tool 1.0.0"]);
  });

  it("that are shipped are some that are allowed", () => {
    const GPL = { version: "2.0.0", license: "GPL-3.0-only" };
    expect(refused(of({ "node_modules/strict": GPL }))).toEqual([
      "strict 2.0.0: the licence GPL-3.0-only is none of those that are allowed",
    ]);
    expect(refused(of({ "node_modules/strict": { ...GPL, dev: true } }))).toEqual([]);
  });

  it("are not missing, not even in development", () => {
    const without = { version: "3.0.0" };
    expect(refused(of({ "node_modules/mine": { ...without, dev: true } }))).toHaveLength(1);
    expect(refused(of({ "node_modules/mine": without }))).toHaveLength(1);
  });

  it("stand on the page in two tables, by licence and name", () => {
    const page = licensePage(
      of({
        "node_modules/b": MIT,
        "node_modules/a": MIT,
        "node_modules/other/node_modules/a": MIT,
        "node_modules/tool": { ...MIT, license: "ISC", dev: true },
      }),
    );
    const [shipped, development] = page.split("## What only development needs");
    expect(shipped).toContain("| MIT | a 1.0.0, b 1.0.0 |");
    expect(shipped).not.toContain("tool");
    expect(development).toContain("| ISC | tool 1.0.0 |");
  });
});
