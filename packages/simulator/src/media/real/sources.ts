import type { Sound } from "../../engine/trace.js";

/** Where the files of sounds are. */
export interface SoundSource {
  prepare(sound: Sound): void;
  /** The WAV file of a sound; or why it is none that the service would play. */
  find(sound: Sound): Promise<{ readonly path: string } | { readonly problem: string }>;
}

/** Where recordings are written. */
export interface RecordingStore {
  fileFor(bucket: string, key: string): string | { readonly problem: string };
  /** The file is there. */
  written(bucket: string, key: string): void;
}
