import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Fence, fences, textOf } from "./fences.js";

/** What holds a block: by its language, or by what stands above it. */
const holds: Readonly<Record<string, RegExp>> = {
  ts: /^from \S+$/, // quoted-code.test.ts
  js: /^from \S+$/,
  sh: /^$/, // commands.test.ts
  json: /^policy .+$|^from \S+$|^held by \S+$/, // deployment.test.ts, quoted-code.test.ts
  xml: /^from \S+$/,
  java: /^$/, // another library, which is not here
  text: /^held by \S+$|^check-up of \S+$/, // the latter by ../migration-guide.test.ts
};

function wrongWith({ language, mark, page }: Fence): string | undefined {
  if (holds[language] === undefined) return `"${language}" is no language that is held to anything`;
  if (!holds[language].test(mark)) return `nothing says what holds it: "${mark}" is not ${holds[language]}`;
  const test = /^held by (\S+)$/.exec(mark)?.[1];
  if (test === undefined) return undefined;
  if (!existsSync(new URL(`../../../${test}`, import.meta.url))) return `there is no ${test}`;
  // It has to read the page, or all pages.
  const reads = [page.split("/").at(-1) ?? "", "./fences.js", "README.md"];
  return reads.some((name) => textOf(test).includes(name)) ? undefined : `${test} does not read this page`;
}

describe("every block of code on a page is held to something:", () => {
  it.each(fences.map((fence) => [fence.at, fence] as const))("%s", (_, fence) => {
    expect(wrongWith(fence)).toBeUndefined();
  });
});
