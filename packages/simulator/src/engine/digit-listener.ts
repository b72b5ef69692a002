import type { Clock } from "../clock.js";

/** What ReceiveDigits asks for, as plain data. */
export interface ListenerParameters {
  readonly regex: string;
  readonly betweenMs: number;
  readonly flushMs: number;
  /** The parameters as DIGITS_RECEIVED echoes them. */
  readonly echo: object;
}

/** The background listener of a leg (wire.md 3.3). */
export class DigitListener {
  readonly #regex: RegExp;
  #typed = "";
  #test = () => {};
  #flush = () => {};

  constructor(
    private readonly clock: Clock,
    readonly parameters: ListenerParameters,
    private readonly matched: (digits: string) => void,
  ) {
    this.#regex = new RegExp(parameters.regex);
  }

  key(key: string): void {
    // The flush timer starts with the first digit, the test comes after a pause behind each.
    if (this.#typed === "") this.#flush = this.clock.after(this.parameters.flushMs, () => this.#forget());
    this.#typed += key;
    this.#test();
    this.#test = this.clock.after(this.parameters.betweenMs, () => {
      const digits = this.#typed;
      if (!this.#regex.test(digits)) return;
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
