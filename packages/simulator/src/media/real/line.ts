/** Samples of 20 ms at 8 kHz. */
export const frameSamples = 160;
export const frameMs = 20;

/** What is at the other end of a leg: a phone, a place in a room. */
export interface Line {
  /** The next 20 ms that come from there; undefined is silence. */
  read(): Int16Array | undefined;
  /** 20 ms that are heard there; undefined is silence. */
  send(samples: Int16Array | undefined): void;
  /** What was sent a moment ago, and is not heard yet, is not to be heard. */
  flush(): void;
  /** Nobody uses the line any more. */
  release(): void;
}

/** Several sounds at once, kept within bounds. */
export function mix(sounds: readonly (Int16Array | undefined)[]): Int16Array | undefined {
  const heard = sounds.filter((sound) => sound !== undefined);
  if (heard.length < 2) return heard[0];
  const mixed = new Int16Array(frameSamples);
  for (let at = 0; at < frameSamples; at++) {
    let sum = 0;
    for (const sound of heard) sum += sound[at] ?? 0;
    mixed[at] = Math.max(-32_768, Math.min(32_767, sum));
  }
  return mixed;
}
