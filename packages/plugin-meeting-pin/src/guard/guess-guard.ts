import { token } from "@switchhook/core";

/** A PIN that somebody has typed, after it has been looked up. */
export interface Guess {
  /** The caller's phone number; a guard keeps it hashed only. */
  readonly caller: string;
  /** The number that was called. */
  readonly called: string;
  /** How many digits were typed. */
  readonly length: number;
  /** Whether there is a meeting for it. */
  readonly right: boolean;
  /** The same for every delivery of the same event, so that a guess counts once. */
  readonly id: string;
  readonly signal: AbortSignal;
}

/**
 * What guesses are counted by: `caller` by the phone number; `listing` by the called number and the length of the PIN,
 * which is all that a wrong PIN tells about the listings that it was aimed at.
 */
export type GuessScope = "caller" | "listing";

export interface Judgement {
  /** Whether a right PIN may be believed; one that may not is answered like a wrong one. */
  readonly pass: boolean;
  /** What this guess was one too many for: blocked from now on. */
  readonly blocks: readonly GuessScope[];
}

/**
 * Stops guessing over many calls. Each guess is judged after the look-up and before anybody hears of it: of guesses that
 * come at once a right one passes only if fewer wrong ones than allowed have been counted by then.
 */
export interface GuessGuard {
  judge(guess: Guess): Promise<Judgement> | Judgement;
}

export const GuessGuard = token<GuessGuard>("GuessGuard");
