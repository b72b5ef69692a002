import type { Clock } from "../services/clock.js";

// The service gives an invocation up after 20 s and repeats it once, after 5 s (wire.md 4.7).
const rememberedMs = 30_000;
const mostCalls = 1000;

interface Delivery<Answer> {
  readonly event: string;
  readonly at: number;
  readonly answer: Promise<Answer>;
}

/**
 * Gives a repeated delivery of an event the answer of the first, also while that is still being made.
 * One entry a call, its last event; another process makes the answer anew, with the same idempotency key.
 */
export class RepeatedDeliveries<Answer> {
  readonly #last = new Map<string, Delivery<Answer>>();

  constructor(private readonly clock: Clock) {}

  /** The answer to a delivery that was seen already; only a word-for-word repetition counts as one. */
  find(transactionId: string, event: string): Promise<Answer> | undefined {
    const last = this.#last.get(transactionId);
    return last?.event === event && this.clock.now() - last.at < rememberedMs ? last.answer : undefined;
  }

  remember(transactionId: string, event: string, answer: Promise<Answer>): void {
    // Deleted first, so that the map stays in the order of use.
    this.#last.delete(transactionId);
    this.#last.set(transactionId, { event, at: this.clock.now(), answer });
    for (const [oldest, { at }] of this.#last) {
      if (this.#last.size <= mostCalls && this.clock.now() - at < rememberedMs) break;
      this.#last.delete(oldest);
    }
  }
}
