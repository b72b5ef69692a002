// Writes the call states of the version that is being released: later versions are tested to go on from them.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(
  readFileSync(new URL("../packages/core/package.json", import.meta.url), "utf8"),
);
const RELEASED_VERSION = process.argv[2] ?? version;
const args = [
  "--config",
  "../vitest.config.ts",
  "--root",
  ".",
  "test/released-states.test.ts",
  "-t",
  "writes the states",
];
const { status } = spawnSync("npx", ["vitest", "run", ...args], {
  cwd: `${root}/bench`,
  env: { ...process.env, RELEASED_VERSION },
  stdio: "inherit",
});
process.exitCode = status ?? 1;
