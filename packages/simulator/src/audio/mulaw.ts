// ITU-T G.711: eight bits a sample, finer for what is quiet. Tables, for it runs for every sample of every call.

const bias = 0x84;
const clip = 32_635;

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), clip) + bias;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

function decodeByte(byte: number): number {
  const bits = ~byte & 0xff;
  const exponent = (bits >> 4) & 7;
  const magnitude = (((bits & 0x0f) << 3) + bias) << exponent;
  return bits & 0x80 ? bias - magnitude : magnitude - bias;
}

const encoded = Uint8Array.from({ length: 65_536 }, (_, index) => encodeSample(index - 32_768));
const decoded = Int16Array.from({ length: 256 }, (_, byte) => decodeByte(byte));

/** What silence is in mu-law. */
export const muLawSilence = 0xff;

export function encodeMuLaw(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let at = 0; at < samples.length; at++)
    bytes[at] = encoded[(samples[at] ?? 0) + 32_768] ?? muLawSilence;
  return bytes;
}

export function decodeMuLaw(bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) samples[at] = decoded[bytes[at] ?? muLawSilence] ?? 0;
  return samples;
}
