// Packs every public package, and looks at what would be published: publint, arethetypeswrong, and the budgets of sizes.json.
// `--update-sizes` writes the budgets anew.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { run } from "./src/command.mjs";
import { publicPackages } from "./src/public-packages.mjs";
import { overBudget } from "./src/sizes.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const budgets = fileURLToPath(new URL("sizes.json", import.meta.url));
const tarballs = mkdtempSync(join(tmpdir(), "switchhook-packed-"));
const problems = [];
const sizes = {};
try {
  for (const { folder, name, entries } of publicPackages(root)) {
    const packed = await pack(folder);
    sizes[name] = { packed: packed.size, unpacked: packed.unpackedSize };
    const tarball = join(tarballs, packed.filename);
    await check("publint", [tarball, "--strict"]);
    // A package that is only a command has no types that could be wrong.
    if (entries.length > 0) await check("attw", [tarball, "--profile", "esm-only", "--format", "ascii"]);
    console.log(
      `${name}: ${packed.size} bytes packed, ${packed.unpackedSize} unpacked, ${packed.entryCount} files`,
    );
  }
} finally {
  rmSync(tarballs, { recursive: true, force: true });
}

if (process.argv.includes("--update-sizes"))
  writeFileSync(budgets, `${JSON.stringify(sizes, undefined, 2)}\n`);
else problems.push(...overBudget(JSON.parse(readFileSync(budgets, "utf8")), sizes));

if (problems.length > 0) {
  console.error(
    `\n${problems.join("\n\n")}\n\nBudgets that are meant to grow: npm run lint:packages -- --update-sizes`,
  );
  process.exitCode = 1;
}

async function pack(folder) {
  const [packed] = Object.values(
    JSON.parse(
      await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", tarballs], {
        cwd: folder,
      }),
    ),
  );
  return packed;
}

async function check(tool, args) {
  try {
    await run(join(root, "node_modules/.bin", tool), args, { cwd: root });
  } catch (error) {
    problems.push(error.message);
  }
}
