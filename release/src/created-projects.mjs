import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";

/**
 * Makes every combination with the published `npm create switchhook`, installs it from the registry, and runs its
 * tests as its README says. Two at a time, as installing waits more than it works.
 * @param {{ folder: string, combinations: string, version: string, env: NodeJS.ProcessEnv }} options the file of the combinations
 */
export async function createEach({ folder, combinations, version, env }) {
  mkdirSync(folder, { recursive: true });
  /** @type {{ name: string, args: string[] }[]} */
  const left = JSON.parse(readFileSync(combinations, "utf8"));
  const count = left.length;
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      await create(folder, version, env, next);
  };
  await Promise.all([work(), work()]);
  return `${count} combinations created, installed and tested`;
}

async function create(folder, version, env, { name, args }) {
  await run("npm", ["create", "--yes", `switchhook@${version}`, name, "--", ...args], { cwd: folder, env });
  const project = { cwd: join(folder, name), env };
  await run("npm", ["install", "--prefer-offline"], project);
  await run("npm", ["test"], project);
}
