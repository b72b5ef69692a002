import { again, definePlugin, done, ivr, PromptStore, parseOptions, token, value } from "@switchhook/core";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import * as z from "zod";

interface Accounts {
  find(digits: string): Promise<{ id: string } | undefined>;
}
const Accounts = token<Accounts>("Accounts");

// #region plugin
const optionsSchema = z.strictObject({ maxAttempts: z.int().min(1).max(9).default(3) });

export const accountNumber = (options: { maxAttempts?: number } = {}) => {
  const { maxAttempts } = parseOptions("account-number", optionsSchema, options); // wrong options fail at cold start
  return definePlugin({
    name: "account-number",
    deps: { prompts: PromptStore, accounts: Accounts }, // handlers receive them, typed
    prompts: ["enter-account", "unknown-account", "goodbye"], // checked at build
    adds: z.strictObject({ account: z.object({ id: z.string() }) }), // readable by all later plugins
    step: {
      maxAttempts,
      ask: ({ deps, attempt }) => [
        deps.prompts.collect(attempt === 1 ? "enter-account" : "unknown-account", "unknown-account", {
          min: 6,
          max: 6,
          attemptMs: 10_000,
          tries: maxAttempts - attempt + 1,
        }),
      ],
      on: {
        "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": async ({ event, deps }) => {
          const account = await deps.accounts.find(event.ActionData.ReceivedDigits ?? "");
          return account ? done({ account }) : again();
        },
      },
      giveUp: ({ deps }) => [deps.prompts.play("goodbye")],
    },
  });
};
// #endregion

export const handler = ivr()
  .use(
    audioS3({
      prompts: {
        "enter-account": { text: "Please enter your account number." },
        "unknown-account": { text: "There is no such account. Please enter its number again." },
        goodbye: { text: "Goodbye." },
      },
    }),
  )
  .use(accountNumber())
  .bind(value(Accounts, { find: async (digits) => (digits === "123456" ? { id: "a-1" } : undefined) }))
  .build();
