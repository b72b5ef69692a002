import type { Clock } from "../clock.js";
import { unansweredMs } from "./rules.js";

/** An inbound call that nothing has answered yet: it rings for thirty seconds (wire.md 2.1). */
export class Ringing {
  #cancel = () => {};

  constructor(
    private readonly clock: Clock,
    /** Whether a party is being called, who may still answer the call in his own time (3.11). */
    private readonly dials: () => boolean,
    private readonly givenUp: () => void,
  ) {}

  /** Thirty seconds from here; each list counts anew, for a chain of pauses holds a call in ringback. */
  on(): void {
    this.stop();
    this.#cancel = this.clock.after(unansweredMs, () => {
      if (this.dials()) this.on();
      else this.givenUp();
    });
  }

  stop(): void {
    this.#cancel();
  }
}
