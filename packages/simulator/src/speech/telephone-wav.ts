import { resample } from "../audio/resample.js";
import { readWav, wavHeader, wavHeaderBytes } from "../audio/wav-file.js";

/** Samples a second of a telephone. */
export const telephoneRate = 8000;

// -3 dB.
const loudest = 10 ** (-3 / 20);

/** The WAV file of any program as a telephone plays it: 8 kHz, mono, 16 bit, and as loud as others. */
export async function telephoneWav(file: Uint8Array): Promise<Uint8Array> {
  const { samples, rate } = readWav(file);
  return writeWav(rate === telephoneRate ? samples : await resample(samples, rate, telephoneRate));
}

/** So many milliseconds of silence. */
export const silentWav = (ms: number): Uint8Array =>
  writeWav(new Float32Array(Math.round((ms * telephoneRate) / 1000)));

// By hand: the library holds everything up for some 30 ms to write a minute of sound, and calls go on meanwhile.
function writeWav(samples: Float32Array): Uint8Array {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  const gain = peak === 0 ? 0 : (loudest / peak) * 32767;
  const file = Buffer.concat([
    wavHeader(2 * samples.length, telephoneRate, 1),
    Buffer.alloc(2 * samples.length),
  ]);
  let at = wavHeaderBytes;
  for (const sample of samples) at = file.writeInt16LE(Math.round(sample * gain), at);
  return file;
}
