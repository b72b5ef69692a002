import { telephoneRate } from "../speech/telephone-wav.js";
import { columns, keysOfTones, rows } from "./tones.js";

// About 13 ms: long enough to tell the tones apart, short enough for two blocks in the shortest key.
const blockSamples = 102;
/** How much louder one of the two tones may be, as a ratio of energies: 8 dB. */
const mostTwist = 10 ** 0.8;
/** By how much the other tones of a group have to be weaker: 8 dB. */
const leastLead = 10 ** 0.8;
/** How much of the block's energy has to be in the two tones; it keeps speech out. */
const leastShare = 0.8;
/** Energy of a sample below which there is nothing to hear: about -42 dB. */
const leastEnergy = 250 ** 2 / 2;

const coefficientOf = (hertz: number): number => 2 * Math.cos((2 * Math.PI * hertz) / telephoneRate);
const rowCoefficients = rows.map(coefficientOf);
const columnCoefficients = columns.map(coefficientOf);

/** Hears keys as tones (Goertzel): two equal blocks are a key, two empty ones its end. */
export class DigitEar {
  readonly #block = new Float64Array(blockSamples);
  #filled = 0;
  #before: string | undefined;
  #down: string | undefined;

  constructor(private readonly heard: (key: string) => void) {}

  listen(samples: Int16Array): void {
    for (const sample of samples) {
      this.#block[this.#filled++] = sample;
      if (this.#filled === blockSamples) {
        this.#filled = 0;
        this.#judge(keyIn(this.#block));
      }
    }
  }

  #judge(key: string | undefined): void {
    if (key === this.#before && key !== this.#down) {
      this.#down = key;
      if (key !== undefined) this.heard(key);
    }
    this.#before = key;
  }
}

function keyIn(block: Float64Array): string | undefined {
  let energy = 0;
  for (const sample of block) energy += sample * sample;
  if (energy / blockSamples < leastEnergy) return undefined;
  const low = loudest(block, rowCoefficients);
  const high = loudest(block, columnCoefficients);
  if (!low || !high) return undefined;
  const twist = low.power / high.power;
  if (twist > mostTwist || twist < 1 / mostTwist) return undefined;
  // A sine of power p in a block of n samples has the energy 2p/n.
  const share = (2 * (low.power + high.power)) / (blockSamples * energy);
  return share < leastShare ? undefined : keysOfTones[low.index]?.[high.index];
}

/** The loudest tone of a group, when it leads by enough. */
function loudest(block: Float64Array, coefficients: readonly number[]) {
  const powers = coefficients.map((coefficient) => powerOf(block, coefficient));
  const power = Math.max(...powers);
  const index = powers.indexOf(power);
  const leads = powers.every((other, at) => at === index || power >= leastLead * other);
  return leads ? { index, power } : undefined;
}

function powerOf(block: Float64Array, coefficient: number): number {
  let before = 0;
  let beforeThat = 0;
  for (const sample of block) {
    const now = sample + coefficient * before - beforeThat;
    beforeThat = before;
    before = now;
  }
  return before * before + beforeThat * beforeThat - coefficient * before * beforeThat;
}
