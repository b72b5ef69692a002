import { parseArgs } from "node:util";
import {
  type IvrChoices,
  isPluginChoice,
  missingPlugins,
  nameProblem,
  type PluginChoice,
  pluginNames,
} from "./choices.js";

export const usage = `Makes a phone menu with Switchhook, or a plugin for one, in a new folder.

  npm create switchhook                                        asks what it needs to know
  npm create switchhook my-ivr -- --plugins meeting-pin,attendees --prompts wav
  npm create switchhook my-plugin -- --template plugin

  --template ivr|plugin   an IVR (default), or a plugin package
  --plugins LIST          of ${pluginNames.join(", ")}, separated by commas; or none. Default meeting-pin
  --prompts spoken|wav    spoken by Amazon Polly (default), or WAV files
  --deploy aws|none       with a CDK app that deploys it, or without (default)
  --yes                   asks nothing, and takes the defaults for what is not given
  --help                  shows this`;

/** What the command line says; what it does not say is undefined. */
export interface Flags {
  readonly help: boolean;
  readonly yes: boolean;
  readonly template: "ivr" | "plugin" | undefined;
  readonly name: string | undefined;
  readonly plugins: readonly PluginChoice[] | undefined;
  readonly prompts: IvrChoices["prompts"] | undefined;
  readonly deploy: IvrChoices["deploy"] | undefined;
}

/** The command line cannot be understood; the message has everything that is wrong with it, a line each. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Reads the command line. Throws `UsageError`. */
export function readFlags(args: readonly string[]): Flags {
  const { values, positionals } = parse(args);
  const problems: string[] = [];
  const oneOf = <Value extends string>(
    flag: "template" | "prompts" | "deploy",
    allowed: readonly Value[],
  ) => {
    const given = values[flag];
    const found = allowed.find((value) => value === given);
    if (given !== undefined && found === undefined) {
      problems.push(`--${flag}: expected ${allowed.join(" or ")}, given ${JSON.stringify(given)}`);
    }
    return found;
  };
  const flags: Flags = {
    help: values.help ?? false,
    yes: values.yes ?? false,
    template: oneOf("template", ["ivr", "plugin"]),
    name: positionals[0],
    plugins: pluginsOf(values.plugins, problems),
    prompts: oneOf("prompts", ["spoken", "wav"]),
    deploy: oneOf("deploy", ["aws", "none"]),
  };
  problems.push(...problemsOfAll(flags, positionals));
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return flags;
}

function problemsOfAll(flags: Flags, positionals: readonly string[]): string[] {
  const problems = missingPlugins(flags.plugins ?? []);
  if (positionals.length > 1) problems.push(`name: expected one, given ${positionals.join(", ")}`);
  const name = flags.name === undefined ? undefined : nameProblem(flags.name);
  if (name !== undefined) problems.push(name);
  const ofIvrs = (["plugins", "prompts", "deploy"] as const).filter((flag) => flags[flag] !== undefined);
  if (flags.template === "plugin" && ofIvrs.length > 0) {
    problems.push(`${ofIvrs.map((flag) => `--${flag}`).join(", ")}: only of --template ivr`);
  }
  return problems;
}

function pluginsOf(list: string | undefined, problems: string[]): readonly PluginChoice[] | undefined {
  if (list === undefined) return undefined;
  const names = [...new Set(list.split(",").map((name) => name.trim()))].filter((name) => name !== "");
  if (names.length === 1 && names[0] === "none") return [];
  const unknown = names.filter((name) => !isPluginChoice(name));
  if (unknown.length > 0) {
    problems.push(
      `--plugins: expected none, or some of ${pluginNames.join(", ")}, given ${unknown.join(", ")}`,
    );
  }
  return names.filter(isPluginChoice);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        template: { type: "string" },
        plugins: { type: "string" },
        prompts: { type: "string" },
        deploy: { type: "string" },
        yes: { type: "boolean", short: "y" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
