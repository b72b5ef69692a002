// `node release/api.mjs check` compares packages/*/api.md with the build, `update` writes them.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { apiReport } from "./src/api-report.mjs";
import { firstDifference } from "./src/first-difference.mjs";
import { publicPackages } from "./src/public-packages.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [task] = process.argv.slice(2);
if (task !== "check" && task !== "update") {
  console.error(`expected check or update, given ${JSON.stringify(task)}`);
  process.exit(2);
}

for (const package_ of publicPackages(root).filter(({ entries }) => entries.length > 0)) {
  const file = join(package_.folder, "api.md");
  const report = apiReport(package_);
  const kept = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (kept === report) continue;
  if (task === "update") {
    writeFileSync(file, report);
    console.log(`written: ${relative(root, file)}`);
    continue;
  }
  process.exitCode = 1;
  console.error(`${relative(root, file)} is not what the build has; ${firstDifference(kept, report)}`);
}
if (process.exitCode)
  console.error("\nWhen the change is meant: npm run api:update, and a changeset that tells users.");
