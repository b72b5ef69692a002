// A page for each code of docs/errors.md: what it says there, whose sources name it, and where else it is spoken of.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes `docs/errors/IVR_*.md` among the collected pages; `paths` are those pages. A section that lacks a part ends it. */
export function writeCodePages(root, pages, paths) {
  const list = join(pages, "docs/errors.md");
  const sections = readFileSync(list, "utf8")
    .split(/^(?=### IVR_)/m)
    .slice(1);
  const sources = sourcesOf(root);
  mkdirSync(join(pages, "docs/errors"), { recursive: true });
  const codes = sections.map((section) => {
    const [heading = "", ...parts] = section.trim().split("\n\n");
    const code = heading.replace("### ", "");
    if (
      !parts.some((part) => part.startsWith("*When:*")) ||
      !parts.some((part) => part.startsWith("*What to do:*"))
    )
      throw new Error(`docs/errors.md: ${code} does not say when it comes, or what to do`);
    const from = sources.filter(({ text }) => text.includes(`"${code}"`) || text.includes(`${code}:`));
    const spoken = paths.filter(
      (path) =>
        path.endsWith(".md") &&
        !/errors\.md$|api\.md$|adr\//.test(path) &&
        readFileSync(join(root, path), "utf8").includes(code),
    );
    const lines = [
      `# ${code}`,
      ...parts,
      from.length > 0 &&
        `*In the sources of:* ${from.map(({ name }) => `[@switchhook/${name}](../../packages/${name}/README.md)`).join(", ")}`,
      spoken.length > 0 &&
        `*More in:* ${spoken.map((path) => `[${titleOf(root, path)}](../../${path})`).join(", ")}`,
      "[All codes](../errors.md)",
    ];
    writeFileSync(join(pages, `docs/errors/${code}.md`), `${lines.filter(Boolean).join("\n\n")}\n`);
    return code;
  });
  // In the list each code leads to its page.
  writeFileSync(
    list,
    `${readFileSync(list, "utf8").trim()}\n\n## A page for each\n\n${codes.map((code) => `- [${code}](errors/${code}.md)`).join("\n")}\n`,
  );
  return codes;
}

const titleOf = (root, path) => /^# (.+)$/m.exec(readFileSync(join(root, path), "utf8"))?.[1] ?? path;

/** The source of each package, without the table of the codes itself. */
const sourcesOf = (root) =>
  readdirSync(join(root, "packages"))
    .filter((name) => existsSync(join(root, "packages", name, "src")))
    .map((name) => {
      const src = join(root, "packages", name, "src");
      const files = readdirSync(src, { recursive: true }).filter(
        (file) => /\.ts$/.test(file) && file !== "errors.ts",
      );
      return { name, text: files.map((file) => readFileSync(join(src, file), "utf8")).join("\n") };
    });
