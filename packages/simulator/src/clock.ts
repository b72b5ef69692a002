/** The time, and timers; the same shape as core's, so that one clock can drive both sides. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `then` once after `ms` milliseconds; the function that it answers takes that back. */
  after(ms: number, then: () => void): () => void;
}

export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};
