import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ProjectFiles } from "./compose.js";
import { UsageError } from "./read-flags.js";

/** Writes the files into a folder that is not there or has nothing in it but `.git`. Throws `UsageError`. */
export function writeProject(folder: string, files: ProjectFiles): void {
  const there = existsSync(folder) ? readdirSync(folder).filter((name) => name !== ".git") : [];
  if (there.length > 0) {
    throw new UsageError(`${folder} is not empty: it has ${there.slice(0, 3).join(", ")}; take another name`);
  }
  for (const [path, content] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
