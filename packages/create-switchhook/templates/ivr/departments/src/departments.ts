import { again, definePlugin, done, PromptStore, parseOptions } from "@switchhook/core";
import * as z from "zod";

const optionsSchema = z.strictObject({ maxAttempts: z.int().min(1).max(9).default(3) });

const hours: Readonly<Record<string, string>> = { "1": "sales-hours", "2": "support-hours" };

/** A plugin of this project's own: asks for a department, says when it is there, and goodbye. */
export const departments = (options: { readonly maxAttempts?: number } = {}) => {
  const { maxAttempts } = parseOptions("departments", optionsSchema, options);
  return definePlugin({
    name: "departments",
    deps: { prompts: PromptStore },
    // Checked when the IVR is built: a prompt that nobody defined is refused by name.
    prompts: ["departments", "goodbye", ...Object.values(hours)],
    // What later plugins can read as `call.results.department`.
    adds: z.strictObject({ department: z.string() }),
    step: {
      maxAttempts,
      ask: ({ deps }) => [
        deps.prompts.collect("departments", "departments", { min: 1, max: 1, attemptMs: 5000 }),
      ],
      on: {
        "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event, deps }) => {
          const key = event.ActionData.ReceivedDigits ?? "";
          const prompt = hours[key];
          if (prompt === undefined) return again();
          return done({ department: key }, [deps.prompts.play(prompt), deps.prompts.play("goodbye")]);
        },
      },
      giveUp: ({ deps }) => [deps.prompts.play("goodbye")],
    },
  });
};
