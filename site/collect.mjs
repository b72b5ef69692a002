// Copies the pages from where they are read in the repository, too, into a folder where VitePress finds what it needs.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = fileURLToPath(new URL("pages", import.meta.url));
const noPages = /(?:^|\/)(?:fixtures|templates|test)\/|CHANGELOG\.md$|^\.changeset\//;

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
});
rmSync(pages, { recursive: true, force: true });
for (const path of tracked
  .trim()
  .split("\n")
  .filter((name) => !noPages.test(name))) {
  cpSync(join(root, path), join(pages, path));
}
