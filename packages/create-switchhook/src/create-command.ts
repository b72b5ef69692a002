import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Choices, folderOf } from "./choices.js";
import { compose } from "./compose.js";
import { planFor } from "./plan.js";
import { type Flags, readFlags, UsageError, usage } from "./read-flags.js";
import type { Terminal } from "./terminal.js";
import { writeProject } from "./write-project.js";

const ownPackage = fileURLToPath(new URL("../package.json", import.meta.url));
const templates = fileURLToPath(new URL("../templates", import.meta.url));

/** `npm create switchhook`: makes a project; answers 0, 1 when the user gave up, or 2 when nothing can be made. */
export async function createCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const flags = readFlags(args);
    if (flags.help) {
      terminal.print(usage);
      return 0;
    }
    const choices = terminal.ask && !flags.yes ? await terminal.ask(flags) : withDefaults(flags);
    if (choices === undefined) return 1;
    const { version } = JSON.parse(readFileSync(ownPackage, "utf8")) as { version: string };
    const folder = folderOf(choices.name);
    writeProject(join(terminal.folder, folder), compose(templates, planFor(choices), version));
    terminal.print(nextSteps(choices, folder));
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.complain(`${error.message}\n\n${usage}`);
    return 2;
  }
}

function withDefaults({ template = "ivr", name, plugins, prompts, deploy }: Flags): Choices {
  if (name === undefined) throw new UsageError("name: expected one, such as my-ivr, given none");
  if (template === "plugin") return { template, name };
  return {
    template,
    name,
    plugins: plugins ?? ["meeting-pin"],
    prompts: prompts ?? "spoken",
    deploy: deploy ?? "none",
  };
}

function nextSteps({ template }: Choices, folder: string): string {
  const last = template === "ivr" ? "  npm start     # a phone in the browser" : "  npm run build";
  return `\n${folder} is there. Next:\n\n  cd ${folder}\n  npm install\n  npm test\n${last}\n`;
}
