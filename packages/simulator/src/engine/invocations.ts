import type { Clock } from "../clock.js";
import type { SmaHandler } from "./ports.js";
import { giveUpAfterMs, mostInvocations, repeatAfterMs } from "./rules.js";
import type { Happening } from "./trace.js";

/** What became of an invocation. */
export type Invoked =
  | { readonly answer: unknown; readonly ms: number }
  | { readonly failed: string; readonly page: string };

/** Invokes the handler as the service does: one event after the other, repeated after 5 s, given up after 20 s. */
export class Invocations {
  #queue: Promise<void> = Promise.resolve();
  #count: number;
  #inFlight = 0;

  /** `before` is how many invocations the call has had, when it goes on from another one. */
  constructor(
    private readonly handler: SmaHandler,
    private readonly clock: Clock,
    private readonly tell: (happening: Happening) => void,
    before = 0,
  ) {
    this.#count = before;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Invokes the handler when it is this event's turn; `make` is asked then, for the sequence and the state of legs. */
  enqueue(make: (sequence: number) => object | undefined, then: (outcome: Invoked) => void): void {
    this.#inFlight += 1;
    this.#queue = this.#queue.then(async () => {
      try {
        const event = make(this.#count + 1);
        if (event) {
          this.#count += 1;
          then(await this.#invoke(event));
        }
      } finally {
        this.#inFlight -= 1;
      }
    });
  }

  async #invoke(event: object): Promise<Invoked> {
    if (this.#count > mostInvocations) {
      return { failed: `the call has had more than ${mostInvocations} invocations`, page: "timeouts" };
    }
    const began = this.clock.now();
    const timers: (() => void)[] = [];
    const deliver = async (delivery: number): Promise<Invoked> => {
      this.tell({ kind: "event", event: structuredClone(event) as never, delivery });
      const outcome = await attempt(this.handler, event);
      return "answer" in outcome ? { ...outcome, ms: this.clock.now() - began } : outcome;
    };
    const first = deliver(1);
    const limits = new Promise<Invoked>((resolve) => {
      timers.push(
        this.clock.after(repeatAfterMs, () => {
          this.#warn(
            "no answer after 5 s: the service repeats the invocation, so the handler must answer the same twice",
          );
          const second = deliver(2);
          void second.then(resolve);
          void Promise.all([first, second]).then((answers) => this.#compare(...answers));
        }),
        this.clock.after(giveUpAfterMs, () =>
          resolve({ failed: "no answer within 20 s", page: "unexpected-hangups" }),
        ),
      );
    });
    try {
      return await Promise.race([first, limits]);
    } finally {
      for (const cancel of timers) cancel();
    }
  }

  #compare(first: Invoked, second: Invoked): void {
    const same =
      "answer" in first &&
      "answer" in second &&
      JSON.stringify(first.answer) === JSON.stringify(second.answer);
    if (!same)
      this.#warn(
        "the repeated invocation was not answered as the first one was: which answer counts is chance",
      );
  }

  #warn(text: string): void {
    this.tell({ kind: "warning", severity: "warning", text, page: "timeouts" });
  }
}

async function attempt(
  handler: SmaHandler,
  event: object,
): Promise<{ answer: unknown } | Extract<Invoked, { failed: string }>> {
  try {
    // Through JSON, as to Lambda and back: what does not survive that must not work here either.
    const answer = await handler(structuredClone(event));
    return { answer: answer === undefined ? null : JSON.parse(JSON.stringify(answer)) };
  } catch (error) {
    return {
      failed: `the handler threw: ${error instanceof Error ? error.message : String(error)}`,
      page: "unexpected-hangups",
    };
  }
}
