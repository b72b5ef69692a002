import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";

/**
 * What a published package brings along, as CycloneDX. Packages of ours among its dependencies are asked of the registry, so they
 * have to be published already.
 * @param {{ folder: string, name: string, version: string }} package_
 * @param {{ folder: string, env?: NodeJS.ProcessEnv }} surroundings a folder to work in
 */
export async function sbomOf({ folder: source, name, version }, { folder, env }) {
  // A folder of the package's name: npm takes the one for the other.
  const cwd = join(folder, name);
  mkdirSync(cwd, { recursive: true });
  // From the manifest alone: in the workspace npm leaves out what several packages share, and puts in what only tests need.
  // What a package is used beside is its user's choice; asked to omit that, npm omits what both depend on.
  const {
    devDependencies: _tests,
    peerDependencies: _beside,
    ...manifest
  } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  writeFileSync(join(cwd, "package.json"), JSON.stringify(manifest));
  const fromLockfile = ["--package-lock-only", "--legacy-peer-deps"];
  await run("npm", ["install", ...fromLockfile, "--ignore-scripts", "--no-audit"], { cwd, env });
  const sbom = JSON.parse(
    await run("npm", ["sbom", ...fromLockfile, "--sbom-format", "cyclonedx"], { cwd, env }),
  );
  sbom.metadata.component.name = name;
  refuseUnlessWhole(sbom, { name, version, manifest });
  return sbom;
}

/** An SBOM that names another package, or lacks a dependency, is worse than none. */
export function refuseUnlessWhole({ metadata, components }, { name, version, manifest }) {
  const of = metadata.component["bom-ref"];
  if (of !== `${name}@${version}`) throw new Error(`the SBOM of ${name}@${version} is of ${of}`);
  const named = new Set(components.map((component) => component.name));
  const missing = Object.keys(manifest.dependencies ?? {}).filter((dependency) => !named.has(dependency));
  if (missing.length > 0) throw new Error(`the SBOM of ${name} lacks ${missing.join(", ")}`);
}
