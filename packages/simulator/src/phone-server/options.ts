import { readFileSync } from "node:fs";
import { parseArgs, parseEnv } from "node:util";
import { type EngineRules, ruleChoices } from "../engine/rules.js";

/** What a phone is started with, from the command line. */
export interface PhoneOptions {
  /** A file that exports `handler`, or the URL of a Lambda invoke API. */
  readonly handler: string;
  /** Folders by bucket name. */
  readonly buckets: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly region: string;
  readonly voice: string;
  readonly bots?: string;
  readonly numbers: { readonly to: string; readonly from: string };
  readonly hints: readonly string[];
  readonly port: number;
  readonly host: string;
  readonly rules: Partial<EngineRules>;
  readonly terminal: boolean;
  readonly script?: string;
}

/** What was given cannot be understood. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const phoneUsage = `Calls an SMA handler on this machine: a phone in the browser, or in the terminal.

  switchhook-phone --handler dist/handler.mjs --bucket prompts=./prompts

  --handler FILE|URL    a module that exports "handler" (loaded anew when it changes), or a Lambda invoke API
  --bucket NAME=FOLDER  an S3 bucket that is a folder, for prompts and recordings; as often as needed
  --env NAME=VALUE      a variable for the handler; as often as needed
  --env-file FILE       variables for the handler
  --voice PROGRAM       who speaks: auto (default), espeak-ng, say, none, or a command with {text-file} and {wav-file}
  --bots FILE           bots for StartBotConversation
  --to, --from NUMBER   the numbers that the phone dials, and calls from
  --hint TEXT           what callers may try, such as a PIN; shown beside the phone; as often as needed
  --rule NAME=VALUE     a switch of the engine (docs/fidelity.md); as often as needed
  --region NAME         default us-east-1
  --port NUMBER         default 5090; 0 takes a free one
  --host ADDRESS        default 127.0.0.1; anything else lets others call, and hear, from other machines
  --terminal            a phone in the terminal
  --script TEXT         an unattended call: keys, "wait 1s", "speak 2s" and "hangup", separated by commas
  --help                shows this`;

const defaultPort = 5090;

/** Reads the command line; undefined when help was asked for. Throws `UsageError` with everything that is wrong. */
export function readPhoneOptions(args: readonly string[]): PhoneOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const wrong: string[] = [];
  const pairs = (name: "bucket" | "env" | "rule") =>
    Object.fromEntries(
      (values[name] ?? []).flatMap((given) => {
        const at = given.indexOf("=");
        if (at > 0) return [[given.slice(0, at), given.slice(at + 1)]];
        wrong.push(`--${name} ${given}: write it as NAME=${name === "bucket" ? "FOLDER" : "VALUE"}`);
        return [];
      }),
    );
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    wrong.push(`--port ${values.port}: must be 0 to 65535`);
  if (!values.handler) wrong.push("--handler is missing: the file or URL of the handler to call");
  const rules = readRules(pairs("rule"), wrong);
  const options: PhoneOptions = {
    handler: values.handler ?? "",
    buckets: pairs("bucket"),
    environment: { ...fromFile(values["env-file"], wrong), ...pairs("env") },
    region: values.region ?? "us-east-1",
    voice: values.voice ?? "auto",
    ...(values.bots !== undefined && { bots: values.bots }),
    numbers: { to: values.to ?? "+12065550101", from: values.from ?? "+12065550102" },
    hints: values.hint ?? [],
    port,
    host: values.host ?? "127.0.0.1",
    rules,
    terminal: values.terminal ?? false,
    ...(values.script !== undefined && { script: values.script }),
  };
  if (wrong.length > 0) throw new UsageError(wrong.join("\n"));
  return options;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        handler: { type: "string" },
        bucket: { type: "string", multiple: true },
        env: { type: "string", multiple: true },
        "env-file": { type: "string" },
        voice: { type: "string" },
        bots: { type: "string" },
        to: { type: "string" },
        from: { type: "string" },
        hint: { type: "string", multiple: true },
        rule: { type: "string", multiple: true },
        region: { type: "string" },
        port: { type: "string" },
        host: { type: "string" },
        terminal: { type: "boolean" },
        script: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function fromFile(file: string | undefined, wrong: string[]): Record<string, string> {
  if (file === undefined) return {};
  try {
    return parseEnv(readFileSync(file, "utf8")) as Record<string, string>;
  } catch (error) {
    wrong.push(`--env-file ${file}: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}

/** The switches of the engine by name. */
function readRules(given: Readonly<Record<string, string>>, wrong: string[]): Partial<EngineRules> {
  const choices: Readonly<Record<string, readonly unknown[] | string>> = ruleChoices;
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, text]): [string, unknown][] => {
      const may = choices[name];
      if (may === "any, or numbers") return [[name, text === "any" ? text : text.split(",")]];
      if (may === "a number" && /^\d+$/.test(text)) return [[name, Number(text)]];
      const value = Array.isArray(may) ? may.find((choice) => String(choice) === text) : undefined;
      if (value !== undefined) return [[name, value]];
      const names = Object.keys(choices).join(", ");
      const shown = Array.isArray(may) ? may.join(" or ") : may;
      wrong.push(
        `--rule ${name}=${text}: ${shown === undefined ? `is none of ${names}` : `must be ${shown}`}`,
      );
      return [];
    }),
  ) as Partial<EngineRules>;
}
