import { token } from "./services.js";

/** The time, and timers: bound to the system's in production, to a virtual one in tests. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `then` once after `ms` milliseconds; the function that it answers takes that back. */
  after(ms: number, then: () => void): () => void;
}

export const Clock = token<Clock>("Clock");

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};
