import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { join, normalize, sep } from "node:path";
import { wavHeader } from "../audio/wav-file.js";
import { telephoneRate } from "../speech/telephone-wav.js";
import type { AudioLibrary } from "./virtual-media.js";

/** How long the WAV file is whose beginning is given; undefined when it is none that the service plays (wire.md 4.10). */
export function wavDuration(head: Uint8Array, fileSize: number): number | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const name = (at: number) => String.fromCharCode(...head.subarray(at, at + 4));
  if (head.length < 44 || name(0) !== "RIFF" || name(8) !== "WAVE") return undefined;
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= head.length; ) {
    const size = view.getUint32(at + 4, true);
    if (name(at) === "fmt ") {
      const isPcm = view.getUint16(at + 8, true) === 1;
      if (!isPcm) return undefined;
      bytesPerSecond = view.getUint32(at + 16, true);
    }
    if (name(at) === "data") {
      if (bytesPerSecond === 0) return undefined;
      return (Math.min(size, fileSize - at - 8) / bytesPerSecond) * 1000;
    }
    // Chunks are padded to an even size.
    at += 8 + size + (size % 2);
  }
  return undefined;
}

/** A WAV file of telephone quality in which nothing is heard. */
export function silentWav(ms: number): Uint8Array {
  const bytes = 2 * Math.round((ms * telephoneRate) / 1000);
  return Buffer.concat([wavHeader(bytes, telephoneRate, 1), Buffer.alloc(bytes)]);
}

const headBytes = 4096;
const mostBytes = 50 * 1024 * 1024;

/** Sound files from one folder for each bucket. */
export function wavFolders(folders: Readonly<Record<string, string>>): AudioLibrary {
  return {
    durationOf(bucket, key) {
      const folder = folders[bucket];
      if (folder === undefined) return undefined;
      const path = join(folder, normalize(key));
      if (!path.startsWith(join(folder, sep)) || !existsSync(path)) return undefined;
      const { size } = statSync(path);
      if (size > mostBytes) return undefined;
      const head = new Uint8Array(Math.min(size, headBytes));
      const file = openSync(path, "r");
      try {
        readSync(file, head, 0, head.length, 0);
      } finally {
        closeSync(file);
      }
      return wavDuration(head, size);
    },
  };
}
