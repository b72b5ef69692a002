import { readFileSync } from "node:fs";
import * as z from "zod";
import { slotNames } from "./utterance.js";

/** What is wrong with a file of bots, and where. */
export class BotsError extends Error {
  override readonly name = "BotsError";
}

const isPattern = (source: string): boolean => {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
};

const slot = z.strictObject({
  /** Said when the value is missing; SSML when it begins with `<speak`. */
  prompt: z.string().min(1),
  /** A regular expression for the whole value; default: anything. */
  pattern: z.string().refine(isPattern, "must be a regular expression").optional(),
});

const intent = z
  .strictObject({
    name: z.string().min(1),
    /** `"book {nights} nights"`: what the caller may say, with the names of slots. */
    utterances: z.array(z.string().min(1)).min(1),
    slots: z.record(z.string(), slot).optional(),
    /** A yes-or-no question, before it is done: then ConfirmationState is Confirmed or Denied. */
    confirm: z.string().min(1).optional(),
    /** Said at the end: the intent is Fulfilled then, and else ReadyForFulfillment. */
    closing: z.string().min(1).optional(),
  })
  .superRefine(({ utterances, slots = {} }, context) => {
    for (const [index, utterance] of utterances.entries()) {
      for (const name of slotNames(utterance)) {
        if (Object.hasOwn(slots, name)) continue;
        const message = `{${name}} is no slot of this intent; its slots are: ${Object.keys(slots).join(", ") || "none"}`;
        context.addIssue({ code: "custom", path: ["utterances", index], message });
      }
    }
  });

const bot = z.strictObject({
  intents: z
    .array(intent)
    .min(1)
    .refine(
      (intents) => new Set(intents.map(({ name }) => name)).size === intents.length,
      "must have different names",
    ),
  fallback: z
    .strictObject({
      /** Said when the caller was silent or not understood; default "Sorry, please say that again." */
      prompt: z.string().min(1).optional(),
      /** How often it asks again; default 2. */
      retries: z.int().min(0).max(20).optional(),
      /** Said when it gives up. */
      closing: z.string().min(1).optional(),
    })
    .optional(),
  /** How long it waits for the caller, in milliseconds; default 4000, as Lex does. */
  noInputMs: z.int().min(1).max(600_000).optional(),
});

const bots = z.record(z.string(), bot);

/** One bot: its intents, and what it does when it understands none. */
export type BotDefinition = z.output<typeof bot>;
export type IntentDefinition = z.output<typeof intent>;

/** Bots by the ARN of their alias, by their id, or `*` for all others. */
export type BotDefinitions = z.input<typeof bots>;

/** Reads bots from a JSON file or from an object; throws a `BotsError` that says where it is wrong. */
export function readBots(source: string | BotDefinitions): ReadonlyMap<string, BotDefinition> {
  const where = typeof source === "string" ? source : "the bots";
  const read = bots.safeParse(typeof source === "string" ? jsonOf(source) : source);
  if (read.success) return new Map(Object.entries(read.data));
  const lines = read.error.issues.map(
    ({ path, message }) => `  ${path.map(String).join(".") || "(all)"}: ${message}`,
  );
  throw new BotsError(
    `${where}: expected { "<bot id, alias ARN, or *>": { "intents": [{ "name", "utterances" }] } }\n${lines.join("\n")}`,
  );
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BotsError(`the file of bots ${path} cannot be read: ${why}`, { cause: error });
  }
}
