import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const root = new URL("../../../", import.meta.url);

/** The text of a file of the repository. */
export const textOf = (path: string): string => readFileSync(new URL(path, root), "utf8");

/** A block of code on a page, and what the comment above it says of where it is from. */
export interface Fence {
  readonly page: string;
  readonly line: number;
  /** `README.md:31`, as tests and editors name it. */
  readonly at: string;
  readonly language: string;
  /** `from examples/departments/menu.ts` of `<!-- from examples/departments/menu.ts -->`; empty without one. */
  readonly mark: string;
  readonly text: string;
}

// The API reports are made of the build and held to it; no page of the site, and nobody's introduction.
const notRead = /CHANGELOG\.md$|^\.changeset\/|\/_changeset\/|^packages\/[^/]+\/api\.md$/;

/** Every page of the site, and every README. */
export const pages: readonly string[] = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
  { cwd: root, encoding: "utf8" },
)
  .trim()
  .split("\n")
  .filter((path) => !notRead.test(path));

const block = /(?:^<!-- (.+?) -->\n)?^```(.*)\n([\s\S]*?)^```$/gm;

export const fencesOf = (page: string, markdown: string): Fence[] =>
  [...markdown.matchAll(block)].map((match) => {
    const [, mark = "", language = "", text = ""] = match;
    const line = markdown.slice(0, match.index).split("\n").length + (mark === "" ? 0 : 1);
    return { page, line, at: `${page}:${line}`, language, mark, text };
  });

/** All blocks of code of all pages. */
export const fences: readonly Fence[] = pages.flatMap((page) => fencesOf(page, textOf(page)));

/** Those of these languages; a test over none of them would hold nothing. */
export function fencesIn(...languages: readonly string[]): readonly Fence[] {
  const found = fences.filter(({ language }) => languages.includes(language));
  if (found.length === 0) throw new Error(`no page has a block of ${languages.join(" or ")}`);
  return found;
}
