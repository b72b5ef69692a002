import type { Clock } from "../services/clock.js";

// The service gives an invocation up after 20 s and repeats it once, after 5 s (wire.md 4.7).
const rememberedMs = 30_000;
const mostCalls = 1000;

/** An event word for word: its attributes, which may be long, are kept as they are and not written once more. */
export type Delivery = readonly [event: string, ...attributes: readonly string[]];

export function deliveryOf(raw: object, attributes: Readonly<Record<string, unknown>> = {}): Delivery {
  const { CallDetails } = raw as { readonly CallDetails: object };
  const names = Object.keys(attributes);
  const event = { ...raw, CallDetails: { ...CallDetails, TransactionAttributes: names } };
  return [JSON.stringify(event), ...names.map((name) => asText(attributes[name]))];
}

const asText = (value: unknown): string => (typeof value === "string" ? value : `\0${JSON.stringify(value)}`);

const isSame = (one: Delivery, other: Delivery): boolean =>
  one.length === other.length && one.every((text, index) => text === other[index]);

interface Answered<Answer> {
  readonly event: Delivery;
  readonly at: number;
  readonly answer: Promise<Answer>;
}

/**
 * Gives a repeated delivery of an event the answer of the first, also while that is still being made.
 * One entry a call, its last event; another process makes the answer anew, with the same idempotency key.
 */
export class RepeatedDeliveries<Answer> {
  readonly #last = new Map<string, Answered<Answer>>();

  constructor(private readonly clock: Clock) {}

  /** The answer to a delivery that was seen already; only a word-for-word repetition counts as one. */
  find(transactionId: string, event: Delivery): Promise<Answer> | undefined {
    const last = this.#last.get(transactionId);
    return last && isSame(last.event, event) && this.clock.now() - last.at < rememberedMs
      ? last.answer
      : undefined;
  }

  remember(transactionId: string, event: Delivery, answer: Promise<Answer>): void {
    // Deleted first, so that the map stays in the order of use.
    this.#last.delete(transactionId);
    this.#last.set(transactionId, { event, at: this.clock.now(), answer });
    for (const [oldest, { at }] of this.#last) {
      if (this.#last.size <= mostCalls && this.clock.now() - at < rememberedMs) break;
      this.#last.delete(oldest);
    }
  }
}
