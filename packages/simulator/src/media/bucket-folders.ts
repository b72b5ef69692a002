import { existsSync, readFileSync, statSync } from "node:fs";
import { join, normalize, sep } from "node:path";
import { wavFolders } from "./wav-folder.js";

/** Buckets that are folders, as the media need them: prompts to play, places for recordings. */
export class BucketFolders {
  readonly #library: ReturnType<typeof wavFolders>;

  constructor(private readonly folders: Readonly<Record<string, string>>) {
    this.#library = wavFolders(folders);
  }

  get names(): readonly string[] {
    return Object.keys(this.folders);
  }

  /** Looks a prompt up as the service would; or says why it would not play it (sma.md 4.10). */
  find(bucket: string, key: string): { readonly path: string } | { readonly problem: string } {
    const path = this.pathOf(bucket, key);
    if (path === undefined) return { problem: this.#noBucket(bucket) };
    if (!existsSync(path))
      return { problem: `${bucket}/${key} is not there: the bucket is the folder ${this.folders[bucket]}` };
    if (this.#library.durationOf(bucket, key) !== undefined) return { path };
    const { size } = statSync(path);
    const head = readFileSync(path).subarray(0, 4).toString("latin1");
    return {
      problem: `${bucket}/${key} cannot be played: it must be uncompressed PCM WAV of at most 50 MB, and is ${head === "RIFF" ? "another kind of WAV" : "no WAV"} of ${size} bytes`,
    };
  }

  /** Where a recording is to be written; or why it cannot be. */
  fileFor(bucket: string, key: string): string | { readonly problem: string } {
    return this.pathOf(bucket, key) ?? { problem: this.#noBucket(bucket) };
  }

  /** The file of a key; undefined when there is no such bucket, or the key leads out of it. */
  pathOf(bucket: string, key: string): string | undefined {
    const folder = this.folders[bucket];
    if (folder === undefined) return undefined;
    const path = join(folder, normalize(key));
    return path.startsWith(join(folder, sep)) ? path : undefined;
  }

  #noBucket(bucket: string): string {
    const known = this.names.length > 0 ? `there are ${this.names.join(", ")}` : "there are none";
    return `there is no bucket ${bucket} here (${known}): give it a folder with --bucket ${bucket}=FOLDER`;
  }
}
