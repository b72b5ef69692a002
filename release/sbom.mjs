// Writes an SBOM for each published package into the folder that is given, named after the package.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { publicPackages } from "./src/public-packages.mjs";
import { sbomOf } from "./src/sbom.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [into] = process.argv.slice(2);
if (into === undefined) throw new Error("where to write to? node release/sbom.mjs FOLDER");
mkdirSync(into, { recursive: true });
const temporary = mkdtempSync(join(tmpdir(), "switchhook-sbom-"));
try {
  for (const package_ of publicPackages(root)) {
    const sbom = await sbomOf(package_, { folder: temporary });
    const file = `${package_.name.replace("@", "").replace("/", "-")}.cdx.json`;
    writeFileSync(join(into, file), `${JSON.stringify(sbom, undefined, 2)}\n`);
    console.log(`${file}: ${sbom.components.length} components`);
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
