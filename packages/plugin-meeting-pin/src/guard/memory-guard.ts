import { randomBytes } from "node:crypto";
import { Clock, parseOptions, singleton } from "@switchhook/core";
import * as z from "zod/mini";
import { pinKeys } from "../pin-keys.js";
import { GuessGuard } from "./guess-guard.js";
import { type GuessLimits, guessLimitsShape } from "./guess-limits.js";
import { type CountKey, judgeGuess, nextBlock, type Standing } from "./judge-guess.js";

const optionsSchema = z.strictObject(guessLimitsShape);

// A caller with endless numbers must not fill the memory; what has not been asked for longest is forgotten first.
const mostCounts = 20_000;

interface Counted {
  readonly tries: ReadonlyMap<string, number>;
  readonly blockedUntil: number;
  readonly blocks: number;
}

const nothing: Counted = { tries: new Map(), blockedUntil: 0, blocks: 0 };

/** Counts guesses in the memory of this process: enough for one, while in a fleet every process counts for itself. */
export const memoryGuessGuard = (options: GuessLimits = {}) => {
  const limits = parseOptions("memory-guess-guard", optionsSchema, options);
  return singleton(GuessGuard, {
    deps: { clock: Clock },
    make({ clock }): GuessGuard {
      const counts = new Counts(clock);
      return {
        judge: (guess) =>
          judgeGuess(guess, limits, (key, counted) => counts.count(key, counted ? guess.id : undefined)),
      };
    },
  });
};

class Counts {
  readonly #byKey = new Map<string, Counted>();
  // Of its own in every process: nothing has to be found again by another.
  readonly #keys = pinKeys([randomBytes(32)]);

  constructor(private readonly clock: Clock) {}

  count({ scope, text, limit }: CountKey, id: string | undefined): Standing {
    const now = this.clock.now();
    const key = this.#keys.hash(scope, text);
    const known = this.#byKey.get(key) ?? nothing;
    if (known.blockedUntil > now) return { pass: false, begins: false };
    if (id === undefined) return { pass: true, begins: false };
    const tries = new Map([...known.tries].filter(([, at]) => at > now - limit.windowMs));
    // Another delivery of the same event.
    if (!tries.has(id)) tries.set(id, now);
    const begins = tries.size >= limit.tries;
    this.#keep(key, begins ? { ...nextBlock(known, now, limit), tries: nothing.tries } : { ...known, tries });
    return { pass: true, begins };
  }

  #keep(key: string, counted: Counted): void {
    this.#byKey.delete(key);
    this.#byKey.set(key, counted);
    if (this.#byKey.size <= mostCounts) return;
    const [oldest] = this.#byKey.keys();
    if (oldest !== undefined) this.#byKey.delete(oldest);
  }
}
