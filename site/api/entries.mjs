import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** What published packages export, as `{ name, package, about, folder, source }`: what is imported, of which package, and its file. */
export const apiEntries = (root) =>
  readdirSync(join(root, "packages"))
    .map((folder) => join(root, "packages", folder))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({ folder, ...JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) }))
    .filter((published) => !published.private)
    .flatMap(({ folder, name, description, exports = {} }) =>
      Object.entries(exports)
        .map(([path, conditions]) => ({ path, source: conditions["switchhook-source"] }))
        .filter(({ source }) => source !== undefined)
        .map(({ path, source }) => ({
          name: posix.join(name, path),
          package: name,
          about: description,
          folder,
          source: posix.normalize(source),
        })),
    );

/** Where the page of what is imported by this name is in the site. */
export const apiLink = (name) => `/api/${name}`;
