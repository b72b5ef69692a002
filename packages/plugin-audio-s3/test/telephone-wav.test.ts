import { readWavHeader } from "@switchhook/aws";
import { describe, expect, it } from "vitest";
import wavefile from "wavefile";
import { telephoneWav } from "../src/cli/wav/telephone-wav.js";
import { wav } from "./local-bucket.js";

const telephone = { format: 1, channels: 1, rate: 8000, bits: 16 };
const samplesOf = (file: Uint8Array): Float64Array =>
  new wavefile.WaveFile(file).getSamples(false, Float64Array) as unknown as Float64Array;
/** The loudness of the middle of a sound, of which the ends of a conversion say nothing. */
const loudness = (samples: Float64Array): number => {
  const middle = samples.slice(samples.length / 4, (3 * samples.length) / 4);
  return Math.sqrt(middle.reduce((sum, sample) => sum + sample ** 2, 0) / middle.length);
};
const as = (change: (file: InstanceType<typeof wavefile.WaveFile>) => void): Uint8Array => {
  const file = new wavefile.WaveFile(wav());
  change(file);
  return file.toBuffer();
};

describe("a WAV file for telephones", () => {
  it("is one that is so already, as it is", async () => {
    const file = wav();
    expect(await telephoneWav(file)).toBe(file);
  });

  it.each<[string, Uint8Array]>([
    ["44.1 kHz stereo", wav({ rate: 44_100, channels: 2 })],
    ["48 kHz mono, 24 bits", wav({ rate: 48_000, bits: "24" })],
    ["six channels", wav({ channels: 6 })],
    ["floating point", wav({ bits: "32f", rate: 16_000 })],
    ["mu-law", as((file) => file.toMuLaw())],
    ["A-law", as((file) => file.toALaw())],
    ["8 bits", as((file) => file.toBitDepth("8"))],
  ])("is made from %s, as long and as loud as before", async (_, file) => {
    const converted = await telephoneWav(file);
    expect(readWavHeader(converted)).toEqual(telephone);
    const samples = samplesOf(converted);
    expect(samples.length / 8000).toBeCloseTo(1, 1);
    expect(loudness(samples)).toBeCloseTo((0.5 * 32767) / Math.SQRT2, -3);
  });

  it("cuts off what a conversion overshoots, for wrapped around it would crack", async () => {
    const square = new wavefile.WaveFile();
    const steps = Array.from({ length: 11_025 }, (_, at) => (Math.floor(at / 12) % 2 ? 32_767 : -32_768));
    square.fromScratch(1, 11_025, "16", steps);
    const samples = samplesOf(await telephoneWav(square.toBuffer()));
    expect(samples.filter((sample) => sample === 32_767).length).toBeGreaterThan(100);
    // Half a period has eight or nine samples, so there are as many changes of sign as there are steps.
    const turns = samples.filter((sample, at) => sample * (samples[at - 1] ?? sample) < 0).length;
    expect(Math.abs(turns - 11_025 / 12)).toBeLessThan(5);
  });

  it("leaves out what telephones cannot play, instead of folding it down", async () => {
    const high = new wavefile.WaveFile();
    const tone = Array.from(
      { length: 48_000 },
      (_, at) => 16_000 * Math.sin((2 * Math.PI * 7000 * at) / 48_000),
    );
    high.fromScratch(1, 48_000, "16", tone);
    expect(loudness(samplesOf(await telephoneWav(high.toBuffer())))).toBeLessThan(500);
  });

  it.each([
    ["another kind of file", Buffer.from("OggS, a song"), "is no WAV file, but an Ogg file"],
    ["ADPCM", as((file) => file.toIMAADPCM()), "is IMA ADPCM WAV, which is not converted here"],
  ])("is not made from %s", async (_, file, message) => {
    await expect(telephoneWav(file)).rejects.toThrow(message);
  });
});
