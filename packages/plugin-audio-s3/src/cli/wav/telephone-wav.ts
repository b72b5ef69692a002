import { isTelephoneWav, kindOfWav, readWavHeader } from "@switchhook/aws";

const rate = 8000;

// PCM, floating point, A-law, mu-law, and the form that says its format elsewhere. ADPCM is none of them: wavefile reads
// the headers of its blocks as sound.
const convertible = [1, 3, 6, 7, 65534];

/** A WAV file as telephones have it, 8 kHz mono 16-bit PCM; one that is so already stays as it is. Throws when it is none. */
export async function telephoneWav(file: Uint8Array): Promise<Uint8Array> {
  const header = readWavHeader(file);
  if (typeof header === "string") throw new Error(header);
  if (isTelephoneWav(header)) return file;
  if (!convertible.includes(header.format))
    throw new Error(`is ${kindOfWav(header)} WAV, which is not converted here: save it as PCM`);
  const { default: wavefile } = await import("wavefile");
  const wav = new wavefile.WaveFile(file);
  if (wav.bitDepth === "8m") wav.fromMuLaw("16");
  else if (wav.bitDepth === "8a") wav.fromALaw("16");
  else if (wav.bitDepth !== "16") wav.toBitDepth("16");
  const given = (wav.fmt as { readonly sampleRate: number }).sampleRate;
  const mono = new wavefile.WaveFile();
  mono.fromScratch(1, given, "16", mixed(wav.getSamples(false, Float64Array) as unknown as Samples));
  if (given !== rate) mono.toSampleRate(rate);
  return mono.toBuffer();
}

/** The WAV file of 16-bit samples, mono, 8 kHz. */
export async function wavOf(samples: Int16Array): Promise<Uint8Array> {
  const { default: wavefile } = await import("wavefile");
  const wav = new wavefile.WaveFile();
  wav.fromScratch(1, rate, "16", samples);
  return wav.toBuffer();
}

type Samples = Float64Array | readonly Float64Array[];

/** All channels as one; wavefile answers a single one without a list around it. */
function mixed(samples: Samples): Float64Array {
  if (samples instanceof Float64Array) return samples;
  const [first = new Float64Array()] = samples;
  return first.map((_, at) =>
    Math.round(samples.reduce((sum, channel) => sum + (channel[at] ?? 0), 0) / samples.length),
  );
}
