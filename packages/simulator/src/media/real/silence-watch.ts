import { frameMs } from "./line.js";

/**
 * Tells when a party has been silent for so long. The guide's scale of 1 to 1,000 stands for about 30 to 75 dB, 200 for
 * an ordinary line; here the same number is the root mean square of 16-bit samples below which a frame is silent.
 */
export class SilenceWatch {
  #silentMs = 0;

  constructor(
    private readonly ms: number,
    private readonly threshold: number,
  ) {}

  /** Whether this frame makes the silence long enough. */
  hears(samples: Int16Array | undefined): boolean {
    this.#silentMs = samples && loudness(samples) > this.threshold ? 0 : this.#silentMs + frameMs;
    return this.#silentMs >= this.ms;
  }
}

function loudness(samples: Int16Array): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return Math.sqrt(energy / samples.length);
}
