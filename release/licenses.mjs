// The licences of everything that our packages bring along, from the lockfile: `update` writes docs/licenses.md, `check` holds it.
import { readFileSync, writeFileSync } from "node:fs";

// Licences that ask for nothing but to be named; another one is a decision, and not an update.
const allowed = new Set(["MIT", "MIT-0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD"]);
const page = new URL("../docs/licenses.md", import.meta.url);
const { packages } = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));

const byLicense = new Map();
for (const [path, { license = "none", version, link, dev, devOptional, peer }] of Object.entries(packages)) {
  if (!path.includes("node_modules/") || link || dev || devOptional || peer) continue;
  const name = `${path.split("node_modules/").at(-1)} ${version}`;
  byLicense.set(license, (byLicense.get(license) ?? new Set()).add(name));
}
const rows = [...byLicense]
  .sort(([one], [other]) => one.localeCompare(other, "en"))
  .map(([license, names]) => `| ${license} | ${[...names].sort().join(", ")} |`);
const text = `# Licences

What the published packages bring along, by licence; made of the lockfile by \`node release/licenses.mjs update\`. Switchhook itself is under Apache-2.0.

| licence | packages |
|---|---|
${rows.join("\n")}
`;

const wrong = [...byLicense]
  .filter(([license]) => !allowed.has(license))
  .map(
    ([license, names]) =>
      `${[...names].join(", ")}: the licence ${license} is none of those that are allowed`,
  );
if (process.argv[2] === "update") writeFileSync(page, text);
else if (readFileSync(page, "utf8") !== text)
  wrong.push("docs/licenses.md is not what the lockfile says: run `node release/licenses.mjs update`");
for (const line of wrong) console.error(line);
if (wrong.length === 0) console.log(`licences: ${[...byLicense.keys()].sort().join(", ")}`);
process.exitCode = wrong.length > 0 ? 1 : 0;
