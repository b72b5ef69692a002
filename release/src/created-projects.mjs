import { mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "./command.mjs";
import { copiesOfCore } from "./copies-of-core.mjs";
import { refuseUnlessAllGoToLoopback } from "./loopback-only.mjs";

const publishedPlugin = "opening-hours";
/** Plugins that are created; the one that is published comes last, for it keeps what was installed. */
export const createdPlugins = ["3-digits", publishedPlugin];

/**
 * Makes every combination with the published `npm create switchhook`, installs it from the registry, and runs its
 * tests as its README says. Those with the same dependencies hand on what was installed for the first of them. Two at a
 * time, as installing waits more than it works.
 * @param {{ folder: string, repository: string, packages: { name: string, version: string }[], env: NodeJS.ProcessEnv }} options
 *   `repository` is built, and has the combinations; `packages` is what is published
 */
export async function createEach({ folder, repository, packages, env }) {
  mkdirSync(folder, { recursive: true });
  const [{ version }] = packages;
  const projects = [
    ...(await combinationsIn(join(repository, "packages/create-switchhook"))),
    ...createdPlugins.map((name) => ({ name, args: ["--template", "plugin"] })),
  ].map((project) => ({ ...project, here: { cwd: join(folder, project.name), env } }));
  await twoAtATime(projects, ({ name, args }) =>
    run("npm", ["create", "--yes", `switchhook@${version}`, name, "--", ...args], { cwd: folder, env }),
  );
  await twoAtATime(byDependencies(projects), async (group) => {
    for (const [index, project] of group.entries()) await tryOut(project, group[index - 1]);
  });
  await publishPlugin(join(folder, publishedPlugin), env);
  return `${projects.length} combinations created, installed and tested; ${publishedPlugin} published`;
}

async function twoAtATime(list, use) {
  const left = [...list];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await use(next);
  };
  await Promise.all([work(), work()]);
}

function byDependencies(projects) {
  const groups = new Map();
  for (const project of projects) {
    const manifest = readFileSync(join(project.here.cwd, "package.json"), "utf8");
    const { dependencies, devDependencies } = JSON.parse(manifest);
    const key = JSON.stringify({ dependencies, devDependencies });
    groups.set(key, [...(groups.get(key) ?? []), project]);
  }
  return [...groups.values()];
}

async function combinationsIn(folder) {
  const [{ combinationsOf }, choices] = await Promise.all(
    ["test/combinations.mjs", "dist/choices.js"].map(
      (file) => import(pathToFileURL(join(folder, file)).href),
    ),
  );
  return combinationsOf(choices);
}

async function tryOut({ name, here, deploy }, sameDependencies) {
  if (sameDependencies)
    for (const installed of ["node_modules", "package-lock.json"])
      renameSync(join(sameDependencies.here.cwd, installed), join(here.cwd, installed));
  await run("npm", ["install", "--prefer-offline"], here);
  const copies = await copiesOfCore(here);
  if (copies.length !== 1)
    throw new Error(`${name}: @switchhook/core is there ${copies.length} times:\n${copies.join("\n")}`);
  await run("npm", ["test"], here);
  if (deploy) await run("npm", ["run", "synth"], here);
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
