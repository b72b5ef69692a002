import { readValue } from "@switchhook/core";
import * as z from "zod/mini";

/** How many wrong PINs there may be, and what comes of one too many. */
export interface GuessLimit {
  /** Wrong PINs within the window that start a block, 1 to 1,000. */
  readonly tries?: number;
  /** The sliding window in milliseconds, 1 s to 24 h. */
  readonly windowMs?: number;
  /** The first block in milliseconds, 1 s to 7 days; each that follows is twice as long as the one before. */
  readonly blockMs?: number;
  /** The longest block in milliseconds, 1 s to 7 days; after as long without one the next is a first one again. */
  readonly longestBlockMs?: number;
}

export interface GuessLimits {
  /** For one phone number; default 9 within 15 min, 15 min, at most 24 h. `false`: not counted. */
  readonly perCaller?: GuessLimit | false;
  /**
   * For all callers of one number together, by the length of the PIN: phone numbers can be forged. Default 100 within
   * 10 min, 1 min, at most 1 h. `false`: not counted.
   */
  readonly perListing?: GuessLimit | false;
}

export type Limit = Required<GuessLimit>;

const minute = 60_000;
const hour = 60 * minute;
const blockMs = z.int().check(z.minimum(1000), z.maximum(7 * 24 * hour));

const limit = (defaults: Limit) => {
  const schema = z
    .strictObject({
      tries: z._default(z.int().check(z.minimum(1), z.maximum(1000)), defaults.tries),
      windowMs: z._default(z.int().check(z.minimum(1000), z.maximum(24 * hour)), defaults.windowMs),
      blockMs: z._default(blockMs, defaults.blockMs),
      longestBlockMs: z._default(blockMs, defaults.longestBlockMs),
    })
    .check(
      z.refine((given) => given.blockMs <= given.longestBlockMs, {
        path: ["longestBlockMs"],
        message: "must not be below blockMs",
      }),
    );
  // A union would only say that the whole is wrong, and not what of it.
  const limitOrNone = z.pipe(
    z.unknown(),
    z.transform((given, context): Limit | false => {
      if (given === false) return false;
      const { data, error } = readValue(schema, given);
      for (const { path, message } of error?.issues ?? [])
        context.issues.push({ code: "custom", input: given, path: [...path], message });
      return data ?? z.NEVER;
    }),
  );
  return z.prefault(limitOrNone, {});
};

/** The options that every guard has. */
export const guessLimitsShape = {
  perCaller: limit({ tries: 9, windowMs: 15 * minute, blockMs: 15 * minute, longestBlockMs: 24 * hour }),
  perListing: limit({ tries: 100, windowMs: 10 * minute, blockMs: minute, longestBlockMs: hour }),
};

export interface Limits {
  readonly perCaller: Limit | false;
  readonly perListing: Limit | false;
}
