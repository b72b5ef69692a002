import * as z from "zod/mini";
import { once } from "../once.js";
import { count, keys, keysEcho, numeric } from "./parameters.js";

// The digits part is the same for a played and for a spoken prompt (3.2, 3.5).

export const digits = once(() => ({
  /** What the digits must look like; searched for, not matched whole, unless it is anchored. Default: anything. */
  InputDigitsRegex: z.optional(
    z.string().check(z.minLength(1), z.refine(isRegex, "must be a regular expression")),
  ),
  /** Fewest digits, 0 to 128; default 0. */
  MinNumberOfDigits: z.optional(count(0, 128)),
  /** Most digits, 0 to 128 and not below the fewest; default 128. */
  MaxNumberOfDigits: z.optional(count(0, 128)),
  /** Keys that end the input, and are not part of it; default `["#"]`. */
  TerminatorDigits: z.optional(keys()),
  /** Milliseconds between two digits, over 0; default: `RepeatDurationInMilliseconds`. */
  InBetweenDigitsDurationInMilliseconds: z.optional(count(1)),
  /** Tries in all, at least 1; default 1. */
  Repeat: z.optional(count(1)),
  /** Milliseconds that one try waits for the first digit, over 0. */
  RepeatDurationInMilliseconds: count(1),
}));

export const digitsEcho = once(() => ({
  InputDigitsRegex: z.optional(z.string()),
  MinNumberOfDigits: z.optional(numeric()),
  MaxNumberOfDigits: z.optional(numeric()),
  TerminatorDigits: z.optional(keysEcho()),
  InBetweenDigitsDurationInMilliseconds: z.optional(numeric()),
  Repeat: z.optional(numeric()),
  RepeatDurationInMilliseconds: z.optional(numeric()),
}));

export const receivedDigits = () => ({ ReceivedDigits: z.optional(z.string()) });

// The page asks for more than the fewest; AWS's own examples send equal numbers (7.1 #13).
export const notBelowFewest = ({
  MinNumberOfDigits = 0,
  MaxNumberOfDigits = 128,
}: {
  MinNumberOfDigits?: number | undefined;
  MaxNumberOfDigits?: number | undefined;
}): boolean => MinNumberOfDigits <= MaxNumberOfDigits;

export const belowFewest = {
  path: ["MaxNumberOfDigits"],
  message: "must not be below MinNumberOfDigits",
  // A number out of its own bounds is told once.
  when: ({ issues }: { readonly issues: readonly unknown[] }) => issues.length === 0,
};

export function isRegex(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
