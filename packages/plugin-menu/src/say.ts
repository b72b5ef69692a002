import { definePlugin, done, PromptStore, parseOptions, promptName } from "@switchhook/core";
import * as z from "zod/mini";

export interface SayOptions<Name extends string> {
  /** Name of the step, lower case with dashes. */
  readonly name: Name;
  /** Name of the prompt; default: as the step. */
  readonly prompt?: string;
}

const optionsSchema = z.strictObject({ name: z.string(), prompt: z.optional(promptName()) });

/** Plays a prompt and does not wait: it leaves in the same answer as what the next step asks. */
export const say = <const Name extends string>(options: SayOptions<Name>) => {
  const { prompt = options.name } = parseOptions("say", optionsSchema, options);
  return definePlugin({
    name: options.name,
    deps: { prompts: PromptStore },
    prompts: [prompt],
    step: { ask: ({ deps }) => done({}, [deps.prompts.play(prompt)]) },
  });
};
