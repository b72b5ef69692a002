import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";

/**
 * Makes every combination with the published `npm create switchhook`, installs it from the registry, and runs its
 * tests as its README says. Two at a time, as installing waits more than it works.
 * @param {{ folder: string, combinations: string, packages: { name: string, version: string }[], env: NodeJS.ProcessEnv }} options
 *   `combinations` is their file, `packages` what is published: one may need a package that is not there
 */
export async function createEach({ folder, combinations, packages, env }) {
  mkdirSync(folder, { recursive: true });
  const [{ version }] = packages;
  const published = new Set(packages.map(({ name }) => name));
  /** @type {{ name: string, args: string[], needs?: string, script?: string }[]} */
  const all = JSON.parse(readFileSync(combinations, "utf8"));
  const left = all.filter(({ needs }) => needs === undefined || published.has(needs));
  const count = left.length;
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      await create(folder, version, env, next);
  };
  await Promise.all([work(), work()]);
  return `${count} combinations created, installed and tested`;
}

async function create(folder, version, env, { name, args, script }) {
  await run("npm", ["create", "--yes", `switchhook@${version}`, name, "--", ...args], { cwd: folder, env });
  const project = { cwd: join(folder, name), env };
  await run("npm", ["install", "--prefer-offline"], project);
  await run("npm", ["test"], project);
  if (script) await run("npm", ["run", script], project);
}
