import { phoneKey, promptName } from "@switchhook/core";
import * as z from "zod/mini";

/** How digits are asked for: the options that everything has which collects. */
export interface Collecting {
  readonly digits?: {
    /** Fewest digits, 1 to 128; default 1. */
    readonly min?: number | undefined;
    /** Most digits, at most 128; default 128. */
    readonly max?: number | undefined;
    /** Keys that end the input; default `["#"]`. */
    readonly terminators?: readonly string[] | undefined;
    /** Milliseconds between two digits, default 5,000. */
    readonly betweenDigitsMs?: number | undefined;
    /** Milliseconds that a try waits for the first digit, default 10,000. */
    readonly attemptMs?: number | undefined;
  };
  /** Wrong entries, of which the last is followed by giving up; 1 to 9, default 3. */
  readonly invalidAttempts?: number;
  /** Tries without an entry, of which the last is followed by giving up; 1 to 9, default 3. */
  readonly silentAttempts?: number;
  /** A key that starts the entry over without costing a try; `false` for none. Default `*`. */
  readonly startOver?: string | false;
  /** The key that, entered alone, leads to the `operator` line; default: none. */
  readonly operator?: string | undefined;
  readonly prompts?: CollectingPrompts;
}

export interface CollectingPrompts {
  /** Asks on the first try. */
  readonly ask?: string;
  /** Asks after a try without an entry; default: as `ask`. */
  readonly again?: string | undefined;
  /** Asks after a wrong entry. */
  readonly invalid?: string;
  /**
   * Said when nothing was entered, before it is asked again. Without it the service repeats the tries without an entry by
   * itself, each with `invalid`, and too few digits count as none.
   */
  readonly silence?: string | undefined;
  /** Asks on the last try; default: as `again` or `invalid`. */
  readonly lastTry?: string | undefined;
  /** Said after the last try. */
  readonly giveUp?: string;
  /** Reads the entry back, with `{digits}` in its text, and asks to confirm it; default: it is not read back. */
  readonly confirm?: string | undefined;
}

const ms = z.int().check(z.minimum(1), z.maximum(60_000));
const attempts = z._default(z.int().check(z.minimum(1), z.maximum(9)), 3);

/** The shape of those options, for the schema of a plugin; its prompts' names are the plugin's to default. */
export const collectingShape = {
  digits: z.prefault(
    z
      .strictObject({
        min: z.optional(z.int().check(z.minimum(1), z.maximum(128))),
        max: z.optional(z.int().check(z.minimum(1), z.maximum(128))),
        terminators: z._default(z.array(phoneKey()).check(z.minLength(1), z.maxLength(12)), ["#"]),
        betweenDigitsMs: z._default(ms, 5000),
        attemptMs: z._default(ms, 10_000),
      })
      .check(
        z.refine(({ min = 1, max = 128 }) => min <= max, { path: ["max"], message: "must not be below min" }),
      ),
    {},
  ),
  invalidAttempts: attempts,
  silentAttempts: attempts,
  startOver: z._default(z.union([phoneKey(), z.literal(false)]), "*"),
  operator: z.optional(phoneKey()),
};

interface KeyClash {
  readonly path: readonly string[];
  readonly message: string;
}

/** The keys of collecting that can never work, because another has taken them; `operator` is at `operatorPath`. */
export function keyClashes(
  { startOver, operator, digits }: Pick<CollectingSettings, "startOver" | "operator" | "digits">,
  operatorPath: readonly string[] = ["operator"],
): readonly KeyClash[] {
  const { terminators } = digits;
  const ends = "must not be one of digits.terminators, which end the input";
  const clashes: KeyClash[] = [];
  if (startOver !== false && terminators.includes(startOver)) {
    clashes.push({ path: ["startOver"], message: `${ends}; set another, or false` });
  }
  if (operator === undefined) return clashes;
  if (operator === startOver)
    clashes.push({ path: operatorPath, message: "must not be the key that starts over" });
  if (terminators.includes(operator)) clashes.push({ path: operatorPath, message: ends });
  return clashes;
}

/** The prompts of collecting, with the names that a plugin gives to those that must be there. */
export const collectingPrompts = (names: { ask: string; invalid: string; giveUp: string }) => ({
  ask: z._default(promptName(), names.ask),
  again: z.optional(promptName()),
  invalid: z._default(promptName(), names.invalid),
  silence: z.optional(promptName()),
  lastTry: z.optional(promptName()),
  giveUp: z._default(promptName(), names.giveUp),
  confirm: z.optional(promptName()),
});

type CollectingShape = typeof collectingShape & {
  readonly prompts: z.ZodMiniObject<ReturnType<typeof collectingPrompts>>;
};

/** The options of collecting with their defaults. */
export type CollectingSettings = z.output<z.ZodMiniObject<CollectingShape>>;

/** The prompts that may be played, for `prompts` of a plugin. */
export const promptNames = (prompts: CollectingSettings["prompts"]): readonly string[] =>
  Object.values(prompts).filter((name) => name !== undefined);
