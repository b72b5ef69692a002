import * as z from "zod";
import { once } from "../once.js";
import { count, keys, keysEcho, numeric } from "./parameters.js";

// The digits part is the same for a played and for a spoken prompt (3.2, 3.5).

export const digits = once(() => ({
  /** What the digits must look like; searched for, not matched whole, unless it is anchored. Default: anything. */
  InputDigitsRegex: z.string().min(1).refine(isRegex, "must be a regular expression").optional(),
  /** Fewest digits, 0 to 128; default 0. */
  MinNumberOfDigits: count(0, 128).optional(),
  /** Most digits, 0 to 128 and not below the fewest; default 128. */
  MaxNumberOfDigits: count(0, 128).optional(),
  /** Keys that end the input, and are not part of it; default `["#"]`. */
  TerminatorDigits: keys().optional(),
  /** Milliseconds between two digits, over 0; default: `RepeatDurationInMilliseconds`. */
  InBetweenDigitsDurationInMilliseconds: count(1).optional(),
  /** Tries in all, at least 1; default 1. */
  Repeat: count(1).optional(),
  /** Milliseconds that one try waits for the first digit, over 0. */
  RepeatDurationInMilliseconds: count(1),
}));

export const digitsEcho = once(() => ({
  InputDigitsRegex: z.string().optional(),
  MinNumberOfDigits: numeric().optional(),
  MaxNumberOfDigits: numeric().optional(),
  TerminatorDigits: keysEcho().optional(),
  InBetweenDigitsDurationInMilliseconds: numeric().optional(),
  Repeat: numeric().optional(),
  RepeatDurationInMilliseconds: numeric().optional(),
}));

export const receivedDigits = () => ({ ReceivedDigits: z.string().optional() });

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
