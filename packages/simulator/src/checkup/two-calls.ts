import type { PlayedCall } from "./play-call.js";
import { playCall } from "./play-call.js";
import { decisionsOf, finding, type Probe } from "./probe.js";

/** Two calls in one environment, their events by turns. */
export const twoCallsAtOnce: Probe = {
  rule: "data-of-another-call",
  compares: false,
  async run(call, tested) {
    const turns = new Turns();
    const play = (from: string, seat: 0 | 1) =>
      playCall({
        handler: (event) => turns.take(seat, () => tested.invoke(event)),
        decisions: decisionsOf(call),
        from,
      }).finally(() => turns.leave(seat));
    const both = await Promise.all([play("+12065550142", 0), play("+12065550177", 1)]);
    for (const [seat, mine] of both.entries()) {
      const foreign = idsOf(both[1 - seat] as PlayedCall);
      const at = mine.answers.findIndex((answer) => {
        const text = JSON.stringify(answer) ?? "";
        return foreign.some((id) => text.includes(id));
      });
      if (at < 0) continue;
      const what = "an answer held an id or a number of another call that ran at the same time";
      return [finding("data-of-another-call", what, mine, at + 1)];
    }
    return [];
  },
};

const idsOf = ({ events, from }: PlayedCall): readonly string[] => {
  const [first] = events;
  const legs = events.flatMap(({ CallDetails }) => CallDetails.Participants.map(({ CallId }) => CallId));
  return [...new Set([...(first ? [first.CallDetails.TransactionId] : []), ...legs, from])];
};

/** Lets two callers act by turns, as long as both are there. */
class Turns {
  #turn: 0 | 1 = 0;
  readonly #gone = new Set<number>();
  #wake: (() => void)[] = [];

  async take<T>(seat: 0 | 1, act: () => Promise<T>): Promise<T> {
    while (this.#turn !== seat && !this.#gone.has(1 - seat)) {
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
    const result = await act();
    this.#pass(seat === 0 ? 1 : 0);
    return result;
  }

  leave(seat: 0 | 1): void {
    this.#gone.add(seat);
    this.#pass(seat === 0 ? 1 : 0);
  }

  #pass(turn: 0 | 1): void {
    this.#turn = turn;
    for (const wake of this.#wake.splice(0)) wake();
  }
}
