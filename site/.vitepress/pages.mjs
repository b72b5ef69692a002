import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The site's sections: a page is there when its file is, so that nobody has to keep a list. */
export const sidebar = () => [
  { text: "Switchhook", items: [{ text: "Start here", link: "/" }, ...pagesIn("docs")] },
  { text: "Packages", items: packages() },
  { text: "Decisions", collapsed: true, items: pagesIn("docs/adr") },
];

const pagesIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .sort()
    .map((name) => page(`${folder}/${name}`));

const packages = () =>
  readdirSync(join(root, "packages"))
    .filter((name) => existsSync(join(root, "packages", name, "README.md")))
    .map((name) => ({
      ...page(`packages/${name}/README.md`),
      collapsed: true,
      items: existsSync(join(root, "packages", name, "api.md"))
        ? [{ text: "API", link: `/packages/${name}/api` }]
        : [],
    }));

/** A page is called what its first heading says. */
function page(path) {
  const heading = /^# (.+)$/m.exec(readFileSync(join(root, path), "utf8"))?.[1];
  if (heading === undefined) throw new Error(`${path} has no heading of the first level`);
  return { text: heading, link: `/${path.replace(/\.md$/, "")}` };
}
