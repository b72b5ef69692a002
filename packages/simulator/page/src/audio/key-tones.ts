const rows = [697, 770, 852, 941];
const columns = [1209, 1336, 1477];
const keys = ["123", "456", "789", "*0#"];

const seconds = 0.12;
const loudness = 0.06;

/** Sounds a key as telephones do; only here, for the key itself travels as a message. */
export function soundKey(context: AudioContext, key: string): void {
  const row = keys.findIndex((line) => line.includes(key));
  const column = keys[row]?.indexOf(key) ?? 0;
  const gain = context.createGain();
  gain.gain.value = loudness;
  gain.connect(context.destination);
  for (const hertz of [rows[row], columns[column]]) {
    const tone = context.createOscillator();
    tone.frequency.value = hertz ?? 0;
    tone.connect(gain);
    tone.start();
    tone.stop(context.currentTime + seconds);
  }
}
