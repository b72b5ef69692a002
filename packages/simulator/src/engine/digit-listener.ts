import type { Clock } from "../clock.js";
import type { ListenerParameters } from "./actions/runner.js";

/** The background listener of a leg (sma.md 3.3). */
export class DigitListener {
  #typed = "";
  #test = () => {};
  #flush = () => {};

  constructor(
    private readonly clock: Clock,
    readonly parameters: ListenerParameters,
    private readonly matched: (digits: string) => void,
  ) {}

  key(key: string): void {
    // The flush timer starts with the first digit, the test comes after a pause behind each.
    if (this.#typed === "") this.#flush = this.clock.after(this.parameters.flushMs, () => this.#forget());
    this.#typed += key;
    this.#test();
    this.#test = this.clock.after(this.parameters.betweenMs, () => {
      const digits = this.#typed;
      if (!this.parameters.regex.test(digits)) return;
      this.#forget();
      this.matched(digits);
    });
  }

  stop(): void {
    this.#forget();
  }

  #forget(): void {
    this.#typed = "";
    this.#test();
    this.#flush();
  }
}
