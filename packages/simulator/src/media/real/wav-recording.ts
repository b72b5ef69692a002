import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { wavHeader, wavHeaderBytes } from "../../audio/wav-file.js";
import { telephoneRate } from "../../speech/telephone-wav.js";
import { frameSamples } from "./line.js";

/** A WAV file that grows by frames of 20 ms, and is there under its name once it is whole. */
export class WavRecording {
  #frames = 0;
  #failed: Error | undefined;
  readonly #stream: Promise<WriteStream>;

  constructor(
    private readonly path: string,
    private readonly channels: 1 | 2,
  ) {
    this.#stream = this.#begin();
  }

  get ms(): number {
    return (this.#frames * frameSamples * 1000) / telephoneRate;
  }

  /** One frame for each channel; undefined is silence. */
  write(...channels: readonly (Int16Array | undefined)[]): void {
    const frame = new Int16Array(frameSamples * this.channels);
    for (const [channel, samples] of channels.entries()) {
      if (!samples) continue;
      for (let at = 0; at < frameSamples; at++) frame[at * this.channels + channel] = samples[at] ?? 0;
    }
    this.#frames += 1;
    void this.#stream.then(
      (stream) => stream.write(Buffer.from(frame.buffer)),
      () => {},
    );
  }

  /** Ends the file; rejects when it could not be written. */
  async end(): Promise<void> {
    const stream = await this.#stream;
    await new Promise<void>((resolve) => stream.end(resolve));
    if (this.#failed) throw this.#failed;
    const file = await open(this.#unfinished, "r+");
    const bytes = 2 * this.channels * frameSamples * this.#frames;
    await file.write(wavHeader(bytes, telephoneRate, this.channels), 0, wavHeaderBytes, 0);
    await file.close();
    await rename(this.#unfinished, this.path);
  }

  get #unfinished(): string {
    return `${this.path}.part`;
  }

  async #begin(): Promise<WriteStream> {
    await mkdir(dirname(this.path), { recursive: true });
    const stream = createWriteStream(this.#unfinished);
    stream.on("error", (error) => (this.#failed = error));
    stream.write(Buffer.alloc(wavHeaderBytes));
    return stream;
  }
}
