import { definePlugin, done, PromptStore, parseOptions, promptName } from "@switchhook/core";
import * as z from "zod";

export interface GreetingOptions {
  /** Name of the prompt; default `welcome`. */
  readonly prompt?: string;
}

const optionsSchema = z.strictObject({ prompt: promptName().default("welcome") });

/** Greets the caller and does not wait: the prompt leaves in the same answer as what the next step asks. */
export const greeting = (options: GreetingOptions = {}) => {
  const { prompt } = parseOptions("greeting", optionsSchema, options);
  return definePlugin({
    name: "greeting",
    deps: { prompts: PromptStore },
    prompts: [prompt],
    step: {
      ask: ({ deps }) => done({}, [deps.prompts.play(prompt)]),
    },
  });
};
