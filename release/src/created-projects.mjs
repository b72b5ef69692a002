import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "./command.mjs";
import { copiesOfCore } from "./copies-of-core.mjs";
import { refuseUnlessAllGoToLoopback } from "./loopback-only.mjs";

/** Plugins that are created; the first is published, too. */
export const createdPlugins = ["opening-hours", "3-digits"];

/**
 * Makes every combination with the published `npm create switchhook`, installs it from the registry, and runs its
 * tests as its README says. Two at a time, as installing waits more than it works.
 * @param {{ folder: string, repository: string, packages: { name: string, version: string }[], env: NodeJS.ProcessEnv }} options
 *   `repository` is built, and has the combinations; `packages` is what is published
 */
export async function createEach({ folder, repository, packages, env }) {
  mkdirSync(folder, { recursive: true });
  const [{ version }] = packages;
  const left = [
    ...(await combinationsIn(join(repository, "packages/create-switchhook"))),
    ...createdPlugins.map((name) => ({ name, args: ["--template", "plugin"] })),
  ];
  const count = left.length;
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      await create(folder, version, env, next);
  };
  await Promise.all([work(), work()]);
  await publishPlugin(join(folder, createdPlugins[0]), env);
  return `${count} combinations created, installed and tested; ${createdPlugins[0]} published`;
}

async function combinationsIn(folder) {
  const [{ combinationsOf }, choices] = await Promise.all(
    ["test/combinations.mjs", "dist/choices.js"].map(
      (file) => import(pathToFileURL(join(folder, file)).href),
    ),
  );
  return combinationsOf(choices);
}

async function create(folder, version, env, { name, args, deploy }) {
  await run("npm", ["create", "--yes", `switchhook@${version}`, name, "--", ...args], { cwd: folder, env });
  const project = { cwd: join(folder, name), env };
  await run("npm", ["install", "--prefer-offline"], project);
  const copies = await copiesOfCore(project);
  if (copies.length !== 1)
    throw new Error(`${name}: @switchhook/core is there ${copies.length} times:\n${copies.join("\n")}`);
  await run("npm", ["test"], project);
  if (deploy) await run("npm", ["run", "synth"], project);
}

/** Releases a created plugin as its README says. */
async function publishPlugin(cwd, env) {
  const project = { cwd, env };
  const git = (...args) =>
    run("git", ["-c", "user.name=rehearsal", "-c", "user.email=rehearsal@localhost", ...args], project);
  await git("init", "--quiet", "--initial-branch=main");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "feat: a plugin");
  await run("npm", ["run", "release:version"], project);
  const { name, version } = JSON.parse(readFileSync(join(cwd, "package.json"), "utf8"));
  if (version !== "0.1.0") throw new Error(`the first release of ${name} is ${version}, not 0.1.0`);
  await refuseUnlessAllGoToLoopback([{ folder: cwd, name }], project);
  await run("npm", ["run", "release", "--", "--no-git-tag"], project);
  const published = await run("npm", ["view", `${name}@${version}`, "version"], project);
  if (published !== version) throw new Error(`${name}@${version} is not in the registry`);
}
