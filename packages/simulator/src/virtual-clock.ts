import type { Clock } from "./clock.js";

interface Timer {
  readonly due: number;
  readonly then: () => void;
}

/** Time that moves only when it is told to: a call of minutes takes milliseconds, and always the same ones. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(start = Date.UTC(2026, 0, 1, 12)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, then: () => void): () => void {
    const timer = { due: this.#now + Math.max(0, ms), then };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Timers that are still to come. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Moves to the next timer and runs it; false when there is none. */
  step(until = Number.POSITIVE_INFINITY): boolean {
    const next = this.#next();
    if (!next || next.due > until) return false;
    this.#timers.delete(next);
    this.#now = Math.max(this.#now, next.due);
    next.then();
    return true;
  }

  /** Moves on by `ms`, running every timer on the way, and lets what they started settle in between. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    while (this.step(until)) await settle();
    // Somebody else may have moved it further meanwhile.
    this.#now = Math.max(this.#now, until);
  }

  // Insertion order decides between timers of the same instant.
  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (!next || timer.due < next.due) next = timer;
    return next;
  }
}

/** Lets promises and what they start settle, without any time passing on a virtual clock. */
export const settle = (): Promise<void> =>
  new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
