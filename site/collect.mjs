// Copies the pages from where they are read in the repository, too, into a folder where VitePress finds what it needs, and
// makes those that are made: a page per error code, the API reference, llms.txt.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { apiEntries, apiLink } from "./api/entries.mjs";
import { writeApiReference } from "./api/reference.mjs";
import { base } from "./base.mjs";
import { errorPages, toErrorPages, withErrorLinks } from "./errors/pages.mjs";
import { raisedIn } from "./errors/raised.mjs";
import { errorSections } from "./errors/sections.mjs";
import { llmsText } from "./llms.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = fileURLToPath(new URL("pages", import.meta.url));
// The API reports are for reviews of changes; readers have the API reference.
const noPages =
  /(?:^|\/)(?:fixtures|templates|test)\/|CHANGELOG\.md$|^\.changeset\/|^packages\/[^/]+\/api\.md$/;

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
});
const texts = new Map(
  tracked
    .trim()
    .split("\n")
    .filter((path) => !noPages.test(path))
    .map((path) => [path, readFileSync(join(root, path), "utf8")]),
);
const errors = texts.get("docs/errors.md");
const sections = errorSections(errors);
const made = errorPages({ sections, raised: raisedIn(root), texts });

rmSync(pages, { recursive: true, force: true });
for (const [path, text] of [...texts, ...made, ["docs/errors.md", withErrorLinks(errors, sections)]]) {
  mkdirSync(dirname(join(pages, path)), { recursive: true });
  writeFileSync(join(pages, path), toErrorPages(text));
}
cpSync(join(root, "docs/pictures"), join(pages, "docs/pictures"), { recursive: true });
const entries = apiEntries(root);
await writeApiReference(entries, join(pages, "api"));

// For programs: the JSON Schemas of the wire, and the list of all pages.
const publicFolder = join(pages, "public");
for (const name of ["event", "response"])
  cpSync(
    join(root, `packages/schemas/${name}.schema.json`),
    join(publicFolder, `schemas/${name}.schema.json`),
  );
const read = [...texts].filter(([path]) => !path.startsWith("docs/adr/"));
const reference = entries.map(({ name, about }) => [
  `${apiLink(name).slice(1)}.md`,
  `# API of ${name}\n\n${about}`,
]);
writeFileSync(join(publicFolder, "llms.txt"), llmsText([...read, ...made, ...reference], base));
