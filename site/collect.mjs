// Copies the pages from where they are read in the repository, too, into a folder where VitePress finds what it needs.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeCodePages } from "./code-pages.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = fileURLToPath(new URL("pages", import.meta.url));
const noPages = /(?:^|\/)(?:fixtures|templates|test)\/|CHANGELOG\.md$|^\.changeset\//;

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
});
rmSync(pages, { recursive: true, force: true });
const paths = tracked
  .trim()
  .split("\n")
  .filter((name) => !noPages.test(name));
for (const path of paths) cpSync(join(root, path), join(pages, path));
const codes = writeCodePages(root, pages, paths);

// For programs: the JSON Schemas of the wire, and llms.txt, a list of all pages with what they are about.
const publicFolder = join(pages, "public");
mkdirSync(publicFolder, { recursive: true });
for (const name of ["event", "response"])
  cpSync(
    join(root, `packages/schemas/${name}.schema.json`),
    join(publicFolder, `schemas/${name}.schema.json`),
  );
const entries = paths
  .filter((name) => !name.startsWith("docs/adr/"))
  .map((name) => {
    const text = readFileSync(join(root, name), "utf8");
    const heading = /^# (.+)$/m.exec(text)?.[1] ?? name;
    const [about = ""] = text
      .replace(/^# .+$/m, "")
      .trim()
      .split("\n\n");
    return `- [${heading}](/${name === "README.md" ? "" : name.replace(/\.md$/, "")}): ${about.replaceAll("\n", " ").slice(0, 200)}`;
  });
writeFileSync(
  join(publicFolder, "llms.txt"),
  `# Switchhook

> Phone menus (IVRs) in TypeScript from plugins, for Amazon Chime SDK PSTN audio. Do not make up fields of the wire: events and answers
> have JSON Schemas, /schemas/event.schema.json and /schemas/response.schema.json.

${entries.join("\n")}

Error codes, each with what it means and what to do: ${codes.map((code) => `/docs/errors/${code}`).join(", ")}
`,
);
