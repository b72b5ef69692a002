import { parseArgs } from "node:util";
import { IvrError } from "@switchhook/core";
import type { AudioS3Options } from "../options.js";
import { PromptBucket } from "./bucket/prompt-bucket.js";
import { type Clients, lazyPolly } from "./bucket/sdk.js";
import { check } from "./check.js";
import { loadPrompts } from "./load-prompts.js";
import { promptFiles } from "./prompt-files.js";
import { bucketStore, folderStore, speakMissing } from "./speak.js";
import { sync } from "./sync.js";
import type { Terminal } from "./terminal.js";
import { UsageError, usage } from "./usage.js";

const flags = {
  prompts: { type: "string" },
  bucket: { type: "string" },
  account: { type: "string" },
  prefix: { type: "string", default: "" },
  json: { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
  delete: { type: "boolean", default: false },
  yes: { type: "boolean", default: false },
  help: { type: "boolean", short: "h" },
} as const;

interface Asked {
  readonly flags: ReturnType<typeof read>["values"];
  readonly operands: readonly string[];
  readonly terminal: Terminal;
  readonly clients: Clients;
}

/** `switchhook-audio`; answers the exit code. */
export async function audioCommand(
  args: readonly string[],
  terminal: Terminal,
  clients: Clients = {},
): Promise<number> {
  try {
    const { values, positionals } = read(args);
    const [name = "", ...operands] = positionals;
    if (values.help) {
      terminal.print(usage);
      return 0;
    }
    const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!run) throw new UsageError(name === "" ? "What is to be done?" : `"${name}" is no command.`);
    return await run({ flags: values, operands, terminal, clients });
  } catch (error) {
    return failed(error, terminal);
  }
}

const commands: Readonly<Record<string, (asked: Asked) => Promise<number>>> = {
  async check(asked) {
    const { flags, operands, terminal } = asked;
    if (operands.length > 0) throw new UsageError("check takes no folder: it looks at the bucket.");
    const prompts = await promptsOf(asked);
    const account = accountOf(asked);
    const checked = await check(prompts, bucketOf(asked, prompts), account);
    if (flags.json) terminal.print(JSON.stringify(checked, null, 2));
    else {
      for (const { where, prompts, problem, remedy } of checked.findings)
        terminal.print(`${where} (${prompts}): ${problem}. ${remedy}`);
    }
    if (account === undefined)
      terminal.note("Whether the policy is for the right account was not looked at: --account names it.");
    terminal.note(`${checked.files} files, ${checked.findings.length} findings.`);
    return checked.findings.length > 0 ? 1 : 0;
  },

  async sync(asked) {
    const { flags, operands, terminal } = asked;
    const [folder, ...more] = operands;
    if (folder === undefined || more.length > 0)
      throw new UsageError("The folder must be given, and nothing else.");
    const prompts = flags.prompts === undefined ? undefined : await promptsOf(asked);
    const { prefix, yes, delete: deletes, "dry-run": dryRun } = flags;
    const options = { folder, prefix, dryRun, delete: deletes, yes };
    const synced = await sync(options, bucketOf(asked, prompts), terminal);
    if (flags.json) terminal.print(JSON.stringify(synced, null, 2));
    else {
      for (const key of synced.uploaded) terminal.print(`${dryRun ? "would upload" : "uploaded"} ${key}`);
      for (const key of synced.deleted) terminal.print(`${dryRun ? "would delete" : "deleted"} ${key}`);
    }
    return reported(synced.failed, `${synced.unchanged.length} unchanged.`, terminal);
  },

  async speak(asked) {
    const { flags, operands, terminal, clients } = asked;
    const [folder, ...more] = operands;
    if (more.length > 0) throw new UsageError("One folder may be given, and nothing else.");
    const prompts = await promptsOf(asked);
    const store = folder === undefined ? bucketStore(bucketOf(asked, prompts)) : folderStore(folder);
    const { "dry-run": dryRun } = flags;
    const files = promptFiles(prompts);
    const { progress } = terminal;
    const spoken = await speakMissing(files, store, lazyPolly(clients), { dryRun, progress });
    if (flags.json) terminal.print(JSON.stringify(spoken, null, 2));
    else for (const key of spoken.spoken) terminal.print(`${dryRun ? "would speak" : "spoke"} ${key}`);
    const there = files.length - spoken.spoken.length - spoken.failed.length;
    return reported(spoken.failed, `${there} were there already.`, terminal);
  },
};

function reported(
  failed: readonly { readonly file: string; readonly problem: string }[],
  summary: string,
  { note }: Terminal,
): number {
  for (const { file, problem } of failed) note(`${file}: ${problem}`);
  note(`${summary}${failed.length > 0 ? ` ${failed.length} failed.` : ""}`);
  return failed.length > 0 ? 1 : 0;
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function failed(error: unknown, { note }: Terminal): number {
  if (error instanceof UsageError) {
    note(`${error.message}\n\n${usage}`);
    return 2;
  }
  if (error instanceof IvrError) note(`${error.message}\n${error.hint}`);
  else note(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  return 1;
}

function promptsOf({ flags: { prompts } }: Asked): Promise<AudioS3Options> {
  if (prompts === undefined) throw new UsageError("Which prompts? --prompts names the file.");
  return loadPrompts(prompts);
}

function bucketOf(asked: Asked, prompts: AudioS3Options | undefined): PromptBucket {
  const name = asked.flags.bucket ?? prompts?.bucket;
  if (name === undefined) throw new UsageError("Which bucket? --bucket names it, or the prompts do.");
  return new PromptBucket(name, asked.clients, accountOf(asked));
}

function accountOf({ flags: { account }, terminal: { env } }: Asked): string | undefined {
  const given = account ?? env.AWS_ACCOUNT_ID;
  if (given !== undefined && !/^\d{12}$/.test(given))
    throw new UsageError(`An account has 12 digits, given "${given}".`);
  return given;
}
