/** What the beginning of a WAV file says of it. */
export interface WavHeader {
  /** Its kind: 1 is uncompressed PCM. */
  readonly format: number;
  readonly channels: number;
  /** Samples a second. */
  readonly rate: number;
  readonly bits: number;
}

/** The most that the service plays, 50 MB. */
export const mostWavBytes = 50 * 1024 * 1024;

export const tooLarge = "is larger than 50 MB, the most that the service plays";

/** Bytes that are enough to read a header from, also with titles and the like in front of the sound. */
export const headBytes = 4096;

const pcm = 1;
const formats: Readonly<Record<number, string>> = {
  1: "PCM",
  2: "Microsoft ADPCM",
  3: "floating-point",
  6: "A-law",
  7: "mu-law",
  17: "IMA ADPCM",
  85: "MP3",
  65534: "extensible",
};

/** Reads the header from the beginning of a file, or says what is wrong with it. */
export function readWavHeader(head: Uint8Array): WavHeader | string {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const name = (at: number) => String.fromCharCode(...head.subarray(at, at + 4));
  if (head.length < 12 || name(0) !== "RIFF" || name(8) !== "WAVE") return `is no WAV file${kindOf(head)}`;
  // Chunks are padded to an even size.
  for (let at = 12; at + 24 <= head.length; at += 8 + paddedSize(view, at)) {
    if (name(at) === "fmt ") {
      return {
        format: view.getUint16(at + 8, true),
        channels: view.getUint16(at + 10, true),
        rate: view.getUint32(at + 12, true),
        bits: view.getUint16(at + 22, true),
      };
    }
  }
  return `does not say within ${head.length} bytes what kind of WAV it is`;
}

/** What keeps the service from playing a file; undefined when nothing does. */
export function unplayable(head: Uint8Array, size: number): string | undefined {
  if (size > mostWavBytes) return tooLarge;
  const header = readWavHeader(head);
  if (typeof header === "string") return header;
  if (header.format === pcm) return undefined;
  return `is ${kindOfWav(header)} WAV: the service plays uncompressed PCM only`;
}

/** The kind of a WAV file in words, such as `mu-law`. */
export const kindOfWav = ({ format }: WavHeader): string => formats[format] ?? `format ${format}`;

/** Whether it is 8 kHz mono 16-bit PCM, as telephones have it. */
export const isTelephoneWav = ({ format, channels, rate, bits }: WavHeader): boolean =>
  format === pcm && channels === 1 && rate === 8000 && bits === 16;

const paddedSize = (view: DataView, at: number): number => {
  const size = view.getUint32(at + 4, true);
  return size + (size % 2);
};

function kindOf(head: Uint8Array): string {
  const begins = String.fromCharCode(...head.subarray(0, 4));
  if (begins.startsWith("ID3") || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0))
    return ", but an MP3";
  if (begins === "OggS") return ", but an Ogg file";
  if (begins === "RIFX") return ", but one with its bytes the other way round (RIFX)";
  return "";
}
