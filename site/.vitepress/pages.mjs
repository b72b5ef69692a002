import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { apiEntries, apiLink } from "../api/entries.mjs";
import { errorLink, headingOf } from "../errors/pages.mjs";
import { errorSections } from "../errors/sections.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The site's sections: a page is there when its file is, so that nobody has to keep a list. */
export const sidebar = () => [
  { text: "Switchhook", items: [{ text: "What it is", link: "/" }, ...pagesIn("docs")] },
  { text: "Coming from", items: pagesIn("docs/migrate") },
  { text: "Packages", items: packages() },
  { text: "API reference", link: "/api/", collapsed: true, items: reference() },
  { text: "Error codes", link: "/errors/", collapsed: true, items: errorCodes() },
  { text: "Decisions", collapsed: true, items: pagesIn("docs/adr") },
];

/** As one reads them; any other page comes after these. */
const order = [
  "start",
  "how-a-call-runs",
  "first-plugin",
  "test",
  "examples",
  "deploy",
  "operate",
  "why-was-my-call-cut",
  "errors",
  "security",
  "fidelity",
  "wire",
];
const place = (name) => {
  const index = order.indexOf(name.replace(/\.md$/, ""));
  return index < 0 ? order.length : index;
};

const pagesIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
    .map((name) => page(`${folder}/${name}`));

const packages = () =>
  readdirSync(join(root, "packages"))
    .filter((name) => existsSync(join(root, "packages", name, "README.md")))
    .map((name) => page(`packages/${name}/README.md`));

const errorCodes = () =>
  errorSections(readFileSync(join(root, "docs/errors.md"), "utf8")).map(({ code }) => ({
    text: code,
    link: errorLink(code),
  }));

const reference = () => apiEntries(root).map(({ name }) => ({ text: name, link: apiLink(name) }));

const page = (path) => ({
  text: headingOf(path, readFileSync(join(root, path), "utf8")),
  link: `/${path.replace(/\.md$/, "")}`,
});
