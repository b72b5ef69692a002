import { run } from "./command.mjs";

/** Where copies of core are in an installation; one that npm has deduplicated is where the first is. */
export async function copiesOfCore(project) {
  const tree = JSON.parse(await run("npm", ["ls", "@switchhook/core", "--all", "--json", "--long"], project));
  return [...pathsIn(tree)];
}

function pathsIn(tree, found = new Set()) {
  for (const [name, dependency] of Object.entries(tree.dependencies ?? {})) {
    if (name === "@switchhook/core" && dependency.path) found.add(dependency.path);
    pathsIn(dependency, found);
  }
  return found;
}
