import type { Fence } from "./fences.js";

export interface Command {
  /** The folder of the repository in which it is called, such as `apps/lambda/`; the root is empty. */
  readonly folder: string;
  /** The words of it, without quotes. */
  readonly words: readonly string[];
  readonly written: string;
}

/** What a new project looks like is in the template, so that `cd my-ivr` leads there. */
const madeBy: Readonly<Record<string, string>> = {
  "my-ivr": "packages/create-switchhook/templates/ivr/base/",
  "my-plugin": "packages/create-switchhook/templates/plugin/",
};

/** The commands of a block, in order, each with the folder where somebody who follows the page is by then. */
export function commandsOf({ page, text }: Pick<Fence, "page" | "text">): Command[] {
  // The pages of the packages are read by who has installed them, those of examples and templates in their folder.
  let folder =
    /^(?:examples\/|packages\/create-switchhook\/templates\/\w+\/(?:base\/)?)/.exec(page)?.[0] ?? "";
  const commands: Command[] = [];
  for (const written of linesOf(text)) {
    const words = wordsOf(written);
    if (words[0] === "cd") folder = madeBy[words[1] ?? ""] ?? `${folder}${words[1]}/`;
    else if (words.length > 0) commands.push({ folder, words, written });
  }
  return commands;
}

/** Commands that stand in for a line each: joined at a backslash, split at `&&`, and what is in `$(…)` after its line. */
const linesOf = (text: string): string[] =>
  text
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => line.replace(/(^|\s)#\s.*$/, ""))
    .flatMap((line) => [
      line.replace(/\$\([^)]*\)/g, "X"),
      ...[...line.matchAll(/\$\(([^)]*)\)/g)].map(([, inner]) => inner ?? ""),
    ])
    .flatMap((line) => line.split("&&"))
    .map((line) => line.trim())
    .filter((line) => line !== "");

const wordsOf = (line: string): string[] =>
  (line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) => word.replace(/["']/g, ""));
