import { type CommonOptions, cancel, intro, log, multiselect, select, text } from "@clack/prompts";
import { type Choices, missingPlugins, nameProblem, type PluginChoice, pluginChoices } from "./choices.js";
import type { Flags } from "./read-flags.js";

/** Asks for what the command line leaves open, on the terminal unless told where; undefined when the user gives up. */
export async function ask(flags: Flags, on: CommonOptions = {}): Promise<Choices | undefined> {
  intro("Switchhook", on);
  try {
    const template = flags.template ?? (await answered(select({ ...templateQuestion, ...on })));
    const name = flags.name ?? (await answered(text({ ...nameQuestion(template), ...on })));
    if (template === "plugin") return { template, name };
    return {
      template,
      name,
      plugins: flags.plugins ?? (await askPlugins(on)),
      prompts: flags.prompts ?? (await answered(select({ ...promptsQuestion, ...on }))),
      deploy: flags.deploy ?? (await answered(select({ ...deployQuestion, ...on }))),
    };
  } catch (error) {
    if (!(error instanceof GaveUp)) throw error;
    cancel("Nothing was written.", on);
    return undefined;
  }
}

class GaveUp extends Error {}

/** The answer; a symbol in its place means that the user has had enough. */
async function answered<Answer>(question: Promise<Answer>): Promise<Exclude<Answer, symbol>> {
  const answer = await question;
  if (typeof answer === "symbol") throw new GaveUp();
  return answer as Exclude<Answer, symbol>;
}

const askPlugins = async (on: CommonOptions): Promise<readonly PluginChoice[]> => {
  for (;;) {
    const plugins = await answered(multiselect({ ...pluginsQuestion, ...on }));
    const [missing] = missingPlugins(plugins);
    if (missing === undefined) return plugins;
    log.warn(missing, on);
  }
};

const templateQuestion = {
  message: "What do you want to make?",
  options: [
    { value: "ivr" as const, label: "A phone menu" },
    { value: "plugin" as const, label: "A plugin for phone menus" },
  ],
};

const nameQuestion = (template: Choices["template"]) => ({
  message: "What is it called?",
  placeholder: template === "ivr" ? "my-ivr" : "my-plugin",
  defaultValue: template === "ivr" ? "my-ivr" : "my-plugin",
  validate: (name: string | undefined) => (name ? nameProblem(name) : undefined),
});

const pluginsQuestion = {
  message: "Which plugins? (none makes a small menu with a step of your own)",
  required: false,
  initialValues: ["meeting-pin" as PluginChoice],
  options: Object.entries(pluginChoices).map(([value, { label, hint }]) => ({
    value: value as PluginChoice,
    label,
    hint,
  })),
};

const promptsQuestion = {
  message: "What do callers hear?",
  options: [
    {
      value: "spoken" as const,
      label: "Spoken text",
      hint: "Amazon Polly speaks; nothing to record or upload",
    },
    {
      value: "wav" as const,
      label: "WAV files",
      hint: "begins with generated ones, to be replaced by yours",
    },
  ],
};

const deployQuestion = {
  message: "With a CDK app that deploys it to AWS?",
  options: [
    { value: "none" as const, label: "No", hint: "the phone on this machine needs no account" },
    { value: "aws" as const, label: "Yes", hint: "for accounts that have Amazon Chime SDK PSTN audio" },
  ],
};
