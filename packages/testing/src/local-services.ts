import { randomUUID } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AudioLibrary,
  BucketFolders,
  type LocalAws,
  localAws,
  realClock,
  type SpokenSound,
  silentWav,
  speechLengthMs,
  type VirtualRecording,
} from "@switchhook/simulator";

/** What is in a bucket: a folder, or files by key; a number is a WAV of so many milliseconds of silence. */
export type BucketContent = string | Readonly<Record<string, number | string | Uint8Array>>;

export const region = "us-east-1";

interface Wanted {
  readonly buckets: Readonly<Record<string, BucketContent>>;
  readonly audio: AudioLibrary;
  /** UpdateSipMediaApplicationCall: whether there is such a call. */
  readonly update: (transactionId: string, args: Readonly<Record<string, string>>) => boolean;
}

/** The local AWS of a simulation, and the files that its calls play and leave; all in memory or in a folder that goes. */
export class LocalServices {
  readonly aws: LocalAws;
  readonly buckets: BucketFolders;
  #folder: string | undefined;

  constructor(private readonly wanted: Wanted) {
    const folders = Object.entries(wanted.buckets).map(([name, content]) => [
      name,
      this.#fill(name, content),
    ]);
    this.buckets = new BucketFolders(Object.fromEntries(folders));
    this.aws = localAws({
      region,
      clock: realClock,
      buckets: this.buckets,
      speak: async (sound) => this.#speak(sound),
      calls: { place: () => randomUUID(), update: wanted.update },
    });
  }

  /** What the phone service plays and writes: of the buckets what is in them and allowed, of all others anything. */
  get audio(): AudioLibrary {
    const { buckets } = this;
    const { audio } = this.wanted;
    return {
      durationOf: (bucket, key) =>
        buckets.has(bucket) ? buckets.durationOf(bucket, key) : audio.durationOf(bucket, key),
      whyNotWritable(bucket) {
        if (!buckets.has(bucket)) return audio.whyNotWritable?.(bucket);
        const file = buckets.fileFor(bucket, "recording.wav");
        return typeof file === "string" ? undefined : file.problem;
      },
      written: (recording) => this.#keep(recording),
    };
  }

  async close(): Promise<void> {
    await this.aws.close();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }

  #fill(name: string, content: BucketContent): string {
    const folder = join(this.#place(), "buckets", name);
    mkdirSync(folder, { recursive: true });
    if (typeof content === "string") cpSync(content, folder, { recursive: true });
    else {
      for (const [key, file] of Object.entries(content)) {
        const path = join(folder, key);
        mkdirSync(join(path, ".."), { recursive: true });
        writeFileSync(path, typeof file === "number" ? silentWav(file) : file);
      }
    }
    return folder;
  }

  #keep({ bucket, key, ms }: VirtualRecording): void {
    if (this.buckets.has(bucket))
      this.buckets.write(bucket, key, silentWav(ms), { contentType: "audio/wav" });
    this.wanted.audio.written?.({ bucket, key, ms });
  }

  /** Polly: as long as the words would take, and silent. */
  #speak(sound: SpokenSound): { readonly path: string } {
    const path = join(this.#place(), `${randomUUID()}.wav`);
    writeFileSync(path, silentWav(speechLengthMs(sound)));
    return { path };
  }

  #place(): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), "switchhook-simulation-"));
    return this.#folder;
  }
}
