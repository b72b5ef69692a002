import { parseArgs } from "node:util";
import type { ClientConfig } from "./clients.js";
import { type ExamineOptions, examine } from "./examine.js";
import { describeFinding } from "./findings.js";
import { usage } from "./usage.js";

/** Where the command writes. */
export interface Terminal {
  print(line: string): void;
  /** Beside the result, as on standard error. */
  note(line: string): void;
}

const many = { type: "string", multiple: true } as const;
const flags = {
  number: many,
  application: many,
  prompts: many,
  recordings: many,
  captures: many,
  concatenate: { type: "boolean", default: false },
  caller: many,
  calls: { type: "string" },
  bots: { type: "boolean", default: false },
  region: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

class UsageError extends Error {}

/** `switchhook-doctor`; answers the exit code. */
export async function doctorCommand(
  args: readonly string[],
  terminal: Terminal,
  client?: ClientConfig,
): Promise<number> {
  try {
    const given = read(args);
    if (given.help) {
      terminal.print(usage);
      return 0;
    }
    const findings = await examine(optionsOf(given, client));
    if (given.json) terminal.print(JSON.stringify(findings, null, 2));
    else for (const one of findings) terminal.print(describeFinding(one));
    if (findings.length === 0 && !given.json) terminal.note("Nothing was found.");
    return findings.length === 0 ? 0 : 1;
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    terminal.note(error instanceof UsageError ? `${message}\n\n${usage}` : `${name}: ${message}`);
    return 2;
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function optionsOf(given: ReturnType<typeof read>, client: ClientConfig | undefined): ExamineOptions {
  const { number = [], application = [], prompts = [], recordings = [], captures = [], caller = [] } = given;
  const { calls, bots, concatenate } = given;
  const region = given.region ?? process.env.AWS_REGION;
  if (!region) throw new UsageError("Which region? --region names it, or $AWS_REGION.");
  const wrong = [...number, ...caller].find((one) => !/^\+[1-9]\d{1,14}$/.test(one));
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is no number: give it as +12025550123.`);
  if (calls !== undefined && !/^[1-9]\d*$/.test(calls))
    throw new UsageError(`"${calls}" is no number of calls: give it as 50.`);
  if (concatenate && captures.length === 0) throw new UsageError("--concatenate is for --captures.");
  return {
    region,
    numbers: number,
    applications: application,
    prompts,
    recordings,
    captures,
    concatenate,
    bots,
    ...(calls !== undefined && { calls: Number(calls) }),
    callers: caller,
    ...(client && { client }),
  };
}
