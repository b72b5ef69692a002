import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createCommand } from "../src/create-command.js";
import type { Terminal } from "../src/terminal.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** What a command in a folder of its own printed, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly printed: string;
  readonly complained: string;
}

/** A temporary folder in which the command is called. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), "create-switchhook-"));

  /** Calls the command; nobody can be asked unless `ask` answers. */
  async create(args: readonly string[], ask?: Terminal["ask"]): Promise<Ended> {
    const printed: string[] = [];
    const complained: string[] = [];
    const code = await createCommand(args, {
      print: (text) => void printed.push(text),
      complain: (text) => void complained.push(text),
      ask,
      folder: this.folder,
    });
    return { code, printed: printed.join("\n"), complained: complained.join("\n") };
  }

  /** Gives a project the packages of the workspace, as built, in place of an installation. */
  link(project: string): void {
    symlinkSync(join(root, "node_modules"), join(this.folder, project, "node_modules"), "dir");
  }

  /** Runs a script of Node in a project; throws with what it printed when it fails. */
  async run(project: string, script: string, ...args: string[]): Promise<string> {
    const path = script.startsWith("node_modules/") ? join(root, script) : script;
    const env = Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^(?:VITEST|NODE_ENV|TEST$|DEV$|PROD$|MODE$)/.test(name),
      ),
    );
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [path, ...args], {
        cwd: join(this.folder, project),
        env: { ...env, ...this.#ofCdk(project) },
      });
      return stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      throw new Error(`${script} ${args.join(" ")} failed:\n${stdout}\n${stderr}`);
    }
  }

  /** What the program of CDK tells an app: where to put what it makes, and the context of cdk.json. */
  #ofCdk(project: string): Record<string, string> {
    const file = join(this.folder, project, "cdk.json");
    if (!existsSync(file)) return {};
    const { context } = JSON.parse(readFileSync(file, "utf8")) as { context: object };
    return { CDK_OUTDIR: "cdk.out", CDK_CONTEXT_JSON: JSON.stringify(context) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
