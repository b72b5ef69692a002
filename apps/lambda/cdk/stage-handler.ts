import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Puts what runs in Lambda, and nothing else of the build, into a folder of its own; answers the folder. */
export function stageHandler(app: string): string {
  const staged = join(app, ".switchhook", "handler");
  rmSync(staged, { recursive: true, force: true });
  cpSync(join(app, "dist"), staged, {
    recursive: true,
    filter: (path) => !path.endsWith("meta.json") && !path.startsWith(join(app, "dist", "cdk")),
  });
  return staged;
}
