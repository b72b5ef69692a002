import { frameSamples } from "./line.js";

/** Plays samples to a leg, frame by frame; none is lost or doubled at a repeat. */
export class Player {
  #at = 0;
  #left: number;

  constructor(
    private readonly samples: Int16Array,
    repeat: number,
    private readonly finished: () => void,
  ) {
    this.#left = samples.length * repeat;
  }

  /** The next frame; undefined when it is over, which is told once. */
  next(): Int16Array | undefined {
    if (this.#left <= 0) {
      this.finished();
      return undefined;
    }
    const frame = new Int16Array(frameSamples);
    const wanted = Math.min(frameSamples, this.#left);
    for (let filled = 0; filled < wanted; ) {
      const part = this.samples.subarray(this.#at, this.#at + wanted - filled);
      frame.set(part, filled);
      filled += part.length;
      this.#at = (this.#at + part.length) % this.samples.length;
    }
    this.#left -= wanted;
    return frame;
  }
}
