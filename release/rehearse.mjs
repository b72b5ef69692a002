// Rehearses a release from a clean clone to somebody's project, with a registry on loopback; leaves nothing behind.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { changelogProblem } from "./src/changelog-words.mjs";
import { run } from "./src/command.mjs";
import { makeConsumer } from "./src/consumer.mjs";
import { createdPlugins, createEach } from "./src/created-projects.mjs";
import { refuseUnlessAllGoToLoopback } from "./src/loopback-only.mjs";
import { startLoopbackRegistry } from "./src/loopback-registry.mjs";
import { publicPackages } from "./src/public-packages.mjs";
import { Report } from "./src/report.mjs";
import { sbomOf } from "./src/sbom.mjs";
import { followStartPage } from "./src/start-page.mjs";
import { takingDown } from "./src/take-down.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
// Node 20 is the oldest that is supported, and 24 is Lambda's runtime; the one that runs this is added to them.
const otherNodes = ["20.20.2", "22.22.3", "24.21.0"].filter((version) => `v${version}` !== process.version);

const temporary = mkdtempSync(join(tmpdir(), "switchhook-rehearsal-"));
const repository = join(temporary, "repository");
const report = new Report();
let registry;

const takeDown = takingDown(async () => {
  await registry?.close();
  rmSync(temporary, { recursive: true, force: true });
});
try {
  await rehearse();
} catch (error) {
  console.error(`\n${error.stack}`);
  process.exitCode = 1;
} finally {
  await takeDown();
}
console.log(`\n${report}`);

async function rehearse() {
  await report.step("clean clone", async () => {
    await run("git", ["clone", "--quiet", root, repository], { cwd: temporary });
    await run("npm", ["ci", "--prefer-offline"], { cwd: repository });
    const uncommitted = await run("git", ["status", "--porcelain"], { cwd: root });
    const commit = await run("git", ["log", "-1", "--format=%h"], { cwd: repository });
    return uncommitted === "" ? commit : `${commit}; what is not committed is not in it`;
  });
  await report.step("versions", async () => {
    await run("npm", ["run", "release:version"], { cwd: repository });
    const versions = [...new Set(publicPackages(repository).map(({ version }) => version))];
    // `npm create switchhook` takes its own version for that of all others.
    if (versions.length !== 1) throw new Error(`packages have different versions: ${versions.join(", ")}`);
    for (const { name, folder } of versions[0] === "0.1.0" ? publicPackages(repository) : []) {
      const problem = changelogProblem(readFileSync(join(folder, "CHANGELOG.md"), "utf8"));
      if (problem) throw new Error(`the CHANGELOG of ${name} ${problem}`);
    }
    return versions[0];
  });
  const packages = publicPackages(repository);

  await report.step("build", async () => {
    await run("npm", ["run", "build"], { cwd: repository });
    return `${packages.length} packages`;
  });
  await report.step("registry", async () => {
    registry = await startLoopbackRegistry({
      folder: join(temporary, "registry"),
      names: [...packages.map(({ name }) => name), ...createdPlugins],
    });
    return registry.url;
  });
  await report.step("publish", async () => {
    const surroundings = { cwd: repository, env: registry.env };
    await refuseUnlessAllGoToLoopback(packages, surroundings);
    await run("npm", ["run", "release:publish", "--", "--no-git-tag"], surroundings);
    return packages.map(({ name, version }) => `${name}@${version}`).join(", ");
  });
  await report.step("SBOM", async () => {
    const folder = join(temporary, "sbom");
    const sboms = [];
    for (const package_ of packages) sboms.push(await sbomOf(package_, { folder, env: registry.env }));
    return `${sboms.length}, of ${sboms.flatMap(({ components }) => components).length} components`;
  });
  await consume(packages);
}

async function consume(packages) {
  const consumer = makeConsumer({
    folder: join(temporary, "consumer"),
    packages,
    env: registry.env,
  });
  await report.step("install", consumer.install);
  await report.step("copies of core", consumer.oneCore);
  for (const { name, check } of consumer.typescripts) await report.step(`TypeScript ${name}`, check);
  await report.step(`call on ${process.version}`, () => consumer.call());
  for (const version of otherNodes) await report.step(`call on v${version}`, () => consumer.call(version));

  await report.step("docs/start.md", () =>
    followStartPage({
      page: join(repository, "docs/start.md"),
      folder: join(temporary, "start"),
      env: registry.env,
    }),
  );
  await report.step("npm create switchhook", () =>
    createEach({ folder: join(temporary, "created"), repository, packages, env: registry.env }),
  );
}
