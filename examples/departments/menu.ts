import { again, branch, definePlugin, type Line, PromptStore, parseOptions } from "@switchhook/core";
import * as z from "zod";

const optionsSchema = z.strictObject({
  prompt: z.string(),
  keys: z.record(z.string().regex(/^[0-9]$/), z.string()),
});

/** Asks for one key, and goes into the line that the key stands for; after that line, on after the menu. */
export const menu = <Lines extends Readonly<Record<string, Line>>>(options: {
  /** Says which key stands for what. */
  readonly prompt: string;
  /** The name of a line by key. */
  readonly keys: Readonly<Record<string, keyof Lines & string>>;
  readonly lines: Lines;
}) => {
  const { lines, ...rest } = options;
  const { prompt } = parseOptions("menu", optionsSchema, rest);
  return definePlugin({
    name: "menu",
    deps: { prompts: PromptStore },
    prompts: [prompt, "goodbye"],
    step: {
      lines,
      ask: ({ deps }) => [deps.prompts.collect(prompt, prompt, { min: 1, max: 1, attemptMs: 5000 })],
      on: {
        "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event }) => {
          const name = options.keys[event.ActionData.ReceivedDigits ?? ""];
          return name === undefined ? again() : branch(name);
        },
      },
      giveUp: ({ deps }) => [deps.prompts.play("goodbye")],
    },
  });
};
