import wavefile from "wavefile";

export interface WavSamples {
  /** Mono, from -1 to 1. */
  readonly samples: Float32Array;
  readonly rate: number;
}

interface WavLayout {
  readonly format: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
  readonly dataFrom: number;
  readonly dataTo: number;
}

const pcm = 1;

/** The sound of a WAV file, its channels mixed into one; throws when it is none. */
export function readWav(file: Uint8Array): WavSamples {
  const { format, channels, rate, bits, dataFrom, dataTo } = layoutOf(file);
  if (format !== pcm || bits !== 16) return readWav(asPcm16(file, dataFrom, dataTo));
  const view = new DataView(file.buffer, file.byteOffset + dataFrom, dataTo - dataFrom);
  const samples = new Float32Array(Math.floor(view.byteLength / (2 * channels)));
  for (let at = 0; at < samples.length; at++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++)
      sum += view.getInt16(2 * (at * channels + channel), true);
    samples[at] = sum / (32768 * channels);
  }
  return { samples, rate };
}

/** Where things are in a WAV file. A program that streams does not know the length of its data: it goes to the end. */
function layoutOf(file: Uint8Array): WavLayout {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const name = (at: number) => String.fromCharCode(...file.subarray(at, at + 4));
  if (file.length < 12 || name(0) !== "RIFF" || name(8) !== "WAVE") throw new Error("this is no WAV file");
  let layout: Omit<WavLayout, "dataFrom" | "dataTo"> | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = view.getUint32(at + 4, true);
    if (name(at) === "fmt " && at + 24 <= file.length) {
      layout = {
        format: view.getUint16(at + 8, true),
        channels: view.getUint16(at + 10, true),
        rate: view.getUint32(at + 12, true),
        bits: view.getUint16(at + 22, true),
      };
    }
    if (name(at) === "data") {
      if (!layout || layout.channels === 0 || layout.rate === 0) break;
      return { ...layout, dataFrom: at + 8, dataTo: Math.min(at + 8 + size, file.length) };
    }
    // Chunks are padded to an even size.
    at += 8 + size + (size % 2);
  }
  throw new Error("this WAV file has no sound in it");
}

/** Other kinds of WAV, such as float or mu-law, as 16-bit samples. */
function asPcm16(file: Uint8Array, dataFrom: number, dataTo: number): Uint8Array {
  const trimmed = file.slice(0, dataTo);
  const view = new DataView(trimmed.buffer);
  view.setUint32(4, dataTo - 8, true);
  view.setUint32(dataFrom - 4, dataTo - dataFrom, true);
  const wav = new wavefile.WaveFile(trimmed);
  if (wav.bitDepth === "8m") wav.fromMuLaw("16");
  else if (wav.bitDepth === "8a") wav.fromALaw("16");
  else if (wav.bitDepth === "4") wav.fromIMAADPCM("16");
  else wav.toBitDepth("16");
  const converted = wav.toBuffer();
  const { format, bits } = layoutOf(converted);
  // Extensible files name their format elsewhere; wavefile leaves that as it was.
  if (bits === 16 && format !== pcm)
    new DataView(converted.buffer, converted.byteOffset).setUint16(20, pcm, true);
  return converted;
}

export const wavHeaderBytes = 44;

/** The header of a WAV file of 16-bit PCM with so many bytes of samples. */
export function wavHeader(bytes: number, rate: number, channels: number): Buffer {
  const header = Buffer.alloc(wavHeaderBytes);
  header.write("RIFF", 0);
  header.writeUInt32LE(wavHeaderBytes - 8 + bytes, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(pcm, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(2 * channels * rate, 28);
  header.writeUInt16LE(2 * channels, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(bytes, 40);
  return header;
}
