import type { Clock } from "@switchhook/core";
import type { InvocationEvent } from "@switchhook/core/wire";

const rememberedMs = 15 * 60_000;
const mostCalls = 500;

interface Marks {
  readonly at: number;
  readonly marks: ReadonlySet<string>;
}

/** What tells the calls of this process apart: ids of transactions and legs, and the callers' numbers. */
export class OtherCalls {
  readonly #byTransaction = new Map<string, Marks>();

  constructor(private readonly clock: Clock) {}

  /** Notes an event, and names what in an answer to it belongs to another call; undefined when nothing does. */
  foreignIn(event: InvocationEvent, answer: unknown): string | undefined {
    const { TransactionId } = event.CallDetails;
    const own = this.#note(event);
    const text = JSON.stringify(answer) ?? "";
    for (const [transaction, { marks }] of this.#byTransaction) {
      if (transaction === TransactionId) continue;
      for (const mark of marks) {
        if (!own.has(mark) && text.includes(mark)) return kindOf(mark);
      }
    }
    return undefined;
  }

  #note({ CallDetails }: InvocationEvent): ReadonlySet<string> {
    const { TransactionId, Participants } = CallDetails;
    const now = this.clock.now();
    const known = this.#byTransaction.get(TransactionId)?.marks ?? [];
    // The IVR's own numbers are in many calls; only who has called tells them apart.
    const marks = new Set([
      ...known,
      TransactionId,
      ...Participants.flatMap(({ CallId, From, Direction }) => [
        CallId,
        ...(Direction === "Inbound" ? [From] : []),
      ]),
    ]);
    this.#byTransaction.delete(TransactionId);
    this.#byTransaction.set(TransactionId, { at: now, marks });
    for (const [oldest, { at }] of this.#byTransaction) {
      if (this.#byTransaction.size <= mostCalls && now - at < rememberedMs) break;
      this.#byTransaction.delete(oldest);
    }
    // Two calls of one caller have his number in common.
    return marks;
  }
}

const kindOf = (mark: string): string =>
  /^\+?\d+$/.test(mark) ? "the number of another caller" : "an id of another call";
