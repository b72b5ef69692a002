import type { Guess, GuessScope, Judgement } from "./guess-guard.js";
import type { Limit, Limits } from "./guess-limits.js";

/** How a guess stands in one scope. */
export interface Standing {
  readonly pass: boolean;
  /** Whether a block begins with this guess. */
  readonly begins: boolean;
}

/** Looks at a scope's count, and adds a guess to it where that is to be counted. */
export type Count = (key: CountKey, counts: boolean) => Promise<Standing> | Standing;

export interface CountKey {
  readonly scope: GuessScope;
  /** What is counted under, in clear text. */
  readonly text: string;
  readonly limit: Limit;
}

const unlimited: Standing = { pass: true, begins: false };

/**
 * Judges a guess in both scopes. Each is looked at for every guess, right or wrong, blocked or not, so that the time does
 * not tell; but what a blocked caller types counts for nobody else, or one caller could block all.
 */
export async function judgeGuess(guess: Guess, limits: Limits, count: Count): Promise<Judgement> {
  const { perCaller, perListing } = limits;
  const wrong = !guess.right;
  const caller = perCaller
    ? await count({ scope: "caller", text: guess.caller, limit: perCaller }, wrong)
    : unlimited;
  const listing = perListing
    ? await count(
        { scope: "listing", text: `${guess.called} ${guess.length}`, limit: perListing },
        wrong && caller.pass,
      )
    : unlimited;
  return {
    pass: caller.pass && listing.pass,
    blocks: [
      ...(caller.begins ? (["caller"] as const) : []),
      ...(listing.begins ? (["listing"] as const) : []),
    ],
  };
}

/** The block that begins now, and how many there have been without a pause. */
export function nextBlock(
  { blocks, blockedUntil }: { readonly blocks: number; readonly blockedUntil: number },
  now: number,
  { blockMs, longestBlockMs }: Limit,
): { readonly blocks: number; readonly blockedUntil: number } {
  const forgotten = now - blockedUntil >= longestBlockMs;
  const next = forgotten ? 1 : blocks + 1;
  return { blocks: next, blockedUntil: now + Math.min(longestBlockMs, blockMs * 2 ** (next - 1)) };
}
