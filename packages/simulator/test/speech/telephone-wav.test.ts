import { describe, expect, it } from "vitest";
import wavefile from "wavefile";
import { resample } from "../../src/audio/resample.js";
import { telephoneWav } from "../../src/speech/telephone-wav.js";

const tone = (hz: number, rate: number, seconds: number) =>
  Float32Array.from({ length: rate * seconds }, (_, at) => 0.5 * Math.sin((2 * Math.PI * hz * at) / rate));

/** How much of a tone is in samples, in decibels of a full one of 0.5; away from the ends. */
function decibelsAt(hz: number, samples: Float32Array, rate: number): number {
  const middle = samples.subarray(rate / 10, samples.length - rate / 10);
  let [real, imaginary] = [0, 0];
  for (const [at, sample] of middle.entries()) {
    real += sample * Math.cos((2 * Math.PI * hz * at) / rate);
    imaginary += sample * Math.sin((2 * Math.PI * hz * at) / rate);
  }
  return 20 * Math.log10((4 * Math.hypot(real, imaginary)) / middle.length);
}

describe("resampling to 8 kHz", () => {
  it.each([
    [22_050, 400],
    [22_050, 2500],
    [16_000, 1000],
    [44_100, 3000],
    [6000, 1000],
  ])("from %d Hz keeps a tone of %d Hz", async (rate, hz) => {
    const samples = await resample(tone(hz, rate, 1), rate, 8000);
    expect(samples).toHaveLength(8000);
    expect(Math.abs(decibelsAt(hz, samples, 8000))).toBeLessThan(0.5);
  });

  it.each([4500, 5500, 7000])("does not fold a tone of %d Hz back", async (hz) => {
    const samples = await resample(tone(hz, 22_050, 1), 22_050, 8000);
    expect(decibelsAt(8000 - hz, samples, 8000)).toBeLessThan(-50);
  });

  it("lets other work through", async () => {
    let between = 0;
    const beat = setInterval(() => void between++, 0);
    await resample(new Float32Array(22_050 * 20), 22_050, 8000);
    clearInterval(beat);
    expect(between).toBeGreaterThan(5);
  });
});

describe("the WAV of a telephone", () => {
  const rate = 16_000;
  const pcm = Array.from(tone(440, rate, 0.5), (sample) => Math.round(sample * 32_767));
  const silent = pcm.map(() => 0);

  it.each([
    ["16 bit", () => file(1, "16", pcm)],
    [
      "24 bit",
      () =>
        file(
          1,
          "24",
          pcm.map((sample) => sample * 256),
        ),
    ],
    [
      "float",
      () =>
        file(
          1,
          "32f",
          pcm.map((sample) => sample / 32_768),
        ),
    ],
    ["stereo with one side silent", () => file(2, "16", [pcm, silent])],
    ["mu-law", () => muLaw()],
  ])("is made of %s", async (_, given) => {
    const made = new wavefile.WaveFile(await telephoneWav(given().toBuffer()));
    const samples = Float32Array.from(made.getSamples(false), (sample) => sample / 32_768);
    expect(samples).toHaveLength(4000);
    expect(decibelsAt(440, samples, 8000)).toBeGreaterThan(2);
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["a web page", new TextEncoder().encode("<html>".repeat(20))],
    ["a header only", new TextEncoder().encode("RIFF....WAVE")],
  ])("is not made of %s", async (_, given) => {
    await expect(telephoneWav(given)).rejects.toThrow(/WAV file/);
  });

  function file(channels: number, depth: string, samples: number[] | number[][]) {
    const wav = new wavefile.WaveFile();
    wav.fromScratch(channels, rate, depth, samples as number[]);
    return wav;
  }

  function muLaw() {
    const wav = file(1, "16", pcm);
    wav.toMuLaw();
    return wav;
  }
});
