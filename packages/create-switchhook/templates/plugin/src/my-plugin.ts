import { again, definePlugin, done, PromptStore, parseOptions, phoneKey, promptName } from "@switchhook/core";
import * as z from "zod";

export interface MyPluginOptions {
  /** The keys that are an answer; default `1` and `2`. */
  readonly keys?: readonly string[];
  /** How often a caller may try, 1 to 9; default 3. */
  readonly maxAttempts?: number;
  readonly prompts?: {
    /** Asks for a key; default `my-plugin-ask`. */
    readonly ask?: string;
    /** Heard after the last try; default `goodbye`. */
    readonly giveUp?: string;
  };
}

const optionsSchema = z.strictObject({
  keys: z.array(phoneKey()).min(1).max(12).default(["1", "2"]),
  maxAttempts: z.int().min(1).max(9).default(3),
  prompts: z
    .strictObject({
      ask: z._default(promptName(), "my-plugin-ask"),
      giveUp: z._default(promptName(), "goodbye"),
    })
    .prefault({}),
});

/** Asks for one key, and adds it to the call as `myPlugin`. Wrong options fail at cold start, all at once. */
export const myPlugin = (options: MyPluginOptions = {}) => {
  const { keys, maxAttempts, prompts } = parseOptions("my-plugin", optionsSchema, options);
  return definePlugin({
    name: "my-plugin",
    deps: { prompts: PromptStore },
    prompts: Object.values(prompts),
    adds: z.strictObject({ myPlugin: z.strictObject({ key: z.string() }) }),
    step: {
      maxAttempts,
      // Asked again whenever its list was lost: it only says what is to be heard, and does nothing.
      ask: ({ deps }) => [
        deps.prompts.collect(prompts.ask, prompts.ask, { min: 1, max: 1, attemptMs: 5000 }),
      ],
      on: {
        "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event }) => {
          const key = event.ActionData.ReceivedDigits ?? "";
          return keys.includes(key) ? done({ myPlugin: { key } }) : again();
        },
      },
      giveUp: ({ deps }) => [deps.prompts.play(prompts.giveUp)],
    },
  });
};
