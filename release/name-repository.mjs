// In a workflow, before publishing: writes into every public manifest which repository it is from. Elsewhere it does nothing.
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { publicPackages } from "./src/public-packages.mjs";
import { withRepository } from "./src/repository.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
if (server && repository) {
  for (const { folder } of publicPackages(root)) {
    const file = join(folder, "package.json");
    const manifest = JSON.parse(readFileSync(file, "utf8"));
    const source = { server, repository, directory: relative(root, folder) };
    writeFileSync(file, `${JSON.stringify(withRepository(manifest, source), undefined, 2)}\n`);
  }
}
