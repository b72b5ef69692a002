import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { checkupCommand } from "../../src/checkup/checkup-command.js";

it("what README.md shows of a check-up is what one of a handler without an end prints", async () => {
  const page = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, shown] = /<!-- held by \S*checkup\/readme\.test\.ts -->\n```text\n([\s\S]*?)```/.exec(page) ?? [];
  const handler = fileURLToPath(new URL("./planted/endless-loop.cjs", import.meta.url));
  const printed: string[] = [];
  const args = ["--handler", handler, "--digits", "12345", "--only", "endless-loop"];
  await checkupCommand(args, (text) => printed.push(text));
  expect(`${printed.join("\n")}\n`).toBe(shown);
});
