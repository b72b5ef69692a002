import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The packages that are published: those under `packages/` whose manifest is not private.
 * @param {string} root
 */
export const publicPackages = (root) =>
  readdirSync(join(root, "packages"))
    .map((folder) => join(root, "packages", folder))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ folder, manifest }) => ({
      folder,
      name: manifest.name,
      version: manifest.version,
      entries: entriesOf(manifest),
      registry: manifest.publishConfig?.registry,
      peers: Object.keys(manifest.peerDependencies ?? {}),
    }));

/** What can be imported of a package: `name`, `name/wire`, ... and the declaration file of each, where it has one. */
const entriesOf = (manifest) =>
  Object.entries(manifest.exports ?? {}).flatMap(([path, target]) =>
    typeof target?.types === "string"
      ? [{ specifier: `${manifest.name}${path.slice(1)}`, types: target.types }]
      : [],
  );

const readManifest = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
