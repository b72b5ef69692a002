import { telephoneRate } from "../speech/telephone-wav.js";

/** The two tones of each key, in Hz (ITU-T Q.23). */
export const rows = [697, 770, 852, 941] as const;
export const columns = [1209, 1336, 1477, 1633] as const;
export const keysOfTones = ["123A", "456B", "789C", "*0#D"] as const;

// Each of the two tones at about -10 dB, as telephones send them.
const amplitude = 10_000;
const commaMs = 500;
const gapMs = 60;

const samplesIn = (ms: number): number => Math.round((ms * telephoneRate) / 1000);

const wave = (hertz: number, at: number): number => Math.sin((2 * Math.PI * hertz * at) / telephoneRate);

/** The sound of one key, in 16-bit samples of 8 kHz. */
export function keyTone(key: string, ms: number): Int16Array {
  const row = keysOfTones.findIndex((keys) => keys.includes(key));
  const column = keysOfTones[row]?.indexOf(key) ?? -1;
  const [low = 0, high = 0] = [rows[row], columns[column]];
  return Int16Array.from({ length: samplesIn(ms) }, (_, at) => amplitude * (wave(low, at) + wave(high, at)));
}

/** Keys one after the other; a comma is half a second of silence. */
export function digitTones(digits: string, toneMs: number): Int16Array {
  const parts = [...digits].flatMap((digit) =>
    digit === ","
      ? [new Int16Array(samplesIn(commaMs))]
      : [keyTone(digit, toneMs), new Int16Array(samplesIn(gapMs))],
  );
  const tones = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    tones.set(part, at);
    at += part.length;
  }
  return tones;
}

const markerHertz = 1400;
const markerMs = 200;

/** The tone that marks where a recording was paused, and where it goes on. */
export const markerTone = Int16Array.from(
  { length: samplesIn(markerMs) },
  (_, at) => (amplitude / 2) * wave(markerHertz, at),
);
