// Adds up what every workspace's test run has written, and ends with the one line that says it all.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const workspaces = ["packages", "apps"]
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .concat("bench", "examples", "examples/custom-plugin", "release");
const written = workspaces
  .map((workspace) => join(workspace, ".vitest/results.json"))
  .filter((file) => existsSync(file))
  .map((file) => JSON.parse(readFileSync(file, "utf8")));

const sum = (count) => written.reduce((total, results) => total + count(results), 0);
const passed = sum(({ numPassedTests }) => numPassedTests);
const skipped = sum(({ numPendingTests, numTodoTests }) => numPendingTests + numTodoTests);
// A file that could not even be loaded has no tests to count.
const unloaded = ({ testResults }) =>
  testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0);
const failed = sum((results) => results.numFailedTests + unloaded(results).length);

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
