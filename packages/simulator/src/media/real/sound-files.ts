import { readFile, stat } from "node:fs/promises";
import { resample } from "../../audio/resample.js";
import { readWav } from "../../audio/wav-file.js";
import { telephoneRate } from "../../speech/telephone-wav.js";

const mostFiles = 200;

/** The samples of sound files, read and converted once; a file that was changed is read again. */
export class SoundFiles {
  readonly #read = new Map<string, { readonly changed: number; readonly samples: Promise<Int16Array> }>();

  /** Rejects, with a reason for people, when the file is none that can be played. */
  async samples(path: string): Promise<Int16Array> {
    const { mtimeMs: changed } = await stat(path);
    const known = this.#read.get(path);
    if (known?.changed === changed) return known.samples;
    const samples = samplesOf(path);
    this.#read.set(path, { changed, samples });
    const [oldest] = this.#read.keys();
    if (this.#read.size > mostFiles && oldest !== undefined) this.#read.delete(oldest);
    return samples;
  }
}

async function samplesOf(path: string): Promise<Int16Array> {
  const { samples, rate } = readWav(await readFile(path));
  const telephone = rate === telephoneRate ? samples : await resample(samples, rate, telephoneRate);
  return Int16Array.from(telephone, (sample) =>
    Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))),
  );
}
