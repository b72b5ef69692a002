import { run } from "./command.mjs";

/**
 * Refuses a registry that is not on 127.0.0.1: what is published cannot be taken back.
 * @param {string} url
 * @param {string} where who says so, for the message
 */
export function refuseUnlessLoopback(url, where) {
  let host;
  try {
    host = new URL(url).hostname;
  } catch {
    host = undefined;
  }
  if (host === "127.0.0.1") return;
  throw new Error(
    `${where} is ${JSON.stringify(url)}: the rehearsal publishes to 127.0.0.1 only, and has published nothing.`,
  );
}

/**
 * Asks npm itself where it would publish each package, as it is going to be called, and refuses anything but loopback.
 * A scope's own registry and `publishConfig` both go before the registry that is configured.
 * @param {ReturnType<typeof import("./public-packages.mjs").publicPackages>} packages
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} surroundings
 */
export async function refuseUnlessAllGoToLoopback(packages, surroundings) {
  refuseUnlessLoopback(await configured("registry", surroundings), "npm's registry");
  const scopes = new Set(
    packages.map(({ name }) => name.split("/")[0]).filter((part) => part.startsWith("@")),
  );
  for (const scope of scopes) {
    const registry = await configured(`${scope}:registry`, surroundings);
    if (registry !== "undefined") refuseUnlessLoopback(registry, `npm's registry of ${scope}`);
  }
  for (const { name, registry, folder } of packages) {
    // Publishing begins in the package's folder, where an .npmrc of its own goes before the user's.
    for (const key of ["registry", ...(name.startsWith("@") ? [`${name.split("/")[0]}:registry`] : [])]) {
      const there = await configured(key, { ...surroundings, cwd: folder });
      if (there !== "undefined") refuseUnlessLoopback(there, `npm's ${key} in the folder of ${name}`);
    }
    if (registry !== undefined) refuseUnlessLoopback(registry, `publishConfig.registry of ${name}`);
  }
}

// In the folder of a workspace npm would refuse to tell, and would leave that folder's own .npmrc out.
const configured = (key, surroundings) =>
  run("npm", ["config", "get", key, "--workspaces=false"], surroundings);
