import { type Choices, folderOf, type IvrChoices, type PluginChoice, pluginNames } from "./choices.js";

/** What a project is composed of: folders of `templates/`, later ones over earlier ones. */
export interface Plan {
  readonly layers: readonly string[];
  /** What `#if` asks for. */
  readonly flags: ReadonlySet<string>;
  /** Words of the template by words of the project. */
  readonly words: ReadonlyMap<string, string>;
}

/** Decides what the choices are made of. */
export const planFor = (choices: Choices): Plan =>
  choices.template === "ivr" ? ivrPlan(choices) : pluginPlan(choices.name);

function ivrPlan({ name, plugins, prompts, deploy }: IvrChoices): Plan {
  const parts = partsOf(pluginNames.filter((plugin) => plugins.includes(plugin)));
  const wav = prompts === "wav";
  const aws = deploy === "aws";
  return {
    layers: [
      ...parts,
      ...(wav ? parts.map((part) => `wav/${part}`) : []),
      ...(aws ? ["aws"] : []),
      // Where many callers meet many functions, PINs and guesses are in a table.
      ...(aws && plugins.includes("meeting-pin") ? ["aws-meetings"] : []),
    ].map((layer) => `ivr/${layer}`),
    flags: new Set([...parts, ...(wav ? ["wav"] : []), ...(aws ? ["aws"] : [])]),
    words: new Map([
      ["my-ivr-package", name],
      ["my-ivr", folderOf(name)],
      ["my-stack", stackOf(name)],
    ]),
  };
}

function partsOf(plugins: readonly PluginChoice[]): string[] {
  const [meetings, menu] = [plugins.includes("meeting-pin"), plugins.includes("menu")];
  // Something has to be asked: where no plugin does, a plugin of the project's own.
  const own = meetings || menu ? [] : ["departments"];
  const said = [...(menu || !meetings ? ["hours"] : []), ...(meetings && menu ? ["menu-meetings"] : [])];
  return ["base", ...own, ...plugins, ...said];
}

/** CloudFormation's names begin with a letter, and have neither dots nor underscores. */
const stackOf = (name: string): string =>
  folderOf(name)
    .replace(/^(?![a-z])/, "ivr-")
    .replace(/[^a-z0-9-]+/g, "-");

function pluginPlan(name: string): Plan {
  const parts = folderOf(name)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  // A package may be called 3-digits, and neither a plugin nor a function may.
  const words = /^\d/.test(parts[0] ?? "") ? ["plugin", ...parts] : parts;
  const type = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return {
    layers: ["plugin"],
    flags: new Set(),
    words: new Map([
      ["my-plugin-package", name],
      ["my-plugin", words.join("-")],
      ["MyPlugin", type],
      ["myPlugin", type.charAt(0).toLowerCase() + type.slice(1)],
    ]),
  };
}
