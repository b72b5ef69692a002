import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const words = readFileSync(new URL("../spelling/words.txt", import.meta.url), "utf8")
  .trim()
  .split("\n");

test("the project's words are sorted, and none is there twice", () => {
  const inOrder = [...new Set(words)].sort((a, b) => a.localeCompare(b, "en"));
  assert.deepEqual(words, inOrder);
});

test("every one of the project's words is in use", () => {
  const paths = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" }).trim().split("\n");
  const text = paths
    .map((path) => readFileSync(join(root, path), "utf8"))
    .join("\n")
    .toLowerCase();
  assert.deepEqual(
    words.filter((word) => !text.includes(word.toLowerCase())),
    [],
  );
});
