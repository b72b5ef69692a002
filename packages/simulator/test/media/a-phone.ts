import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { WebSocket } from "ws";
import { decodeMuLaw, encodeMuLaw } from "../../src/audio/mulaw.js";
import type { Sound } from "../../src/engine/trace.js";
import { type RealMedia, startRealMedia } from "../../src/media/real/real-media.js";

export const access = { token: "a-token-of-this-start", hosts: ["127.0.0.1:5090"] };

/** Real media whose sounds are files by key, and whose recordings go to a folder. */
export async function media() {
  const folder = mkdtempSync(join(tmpdir(), "switchhook-media-"));
  const keys: [leg: string, key: string][] = [];
  const waiting = new Set<() => void>();
  const real = await startRealMedia({
    access,
    sounds: {
      prepare() {},
      find: async (sound: Sound) => {
        const path = "key" in sound ? sound.key : "";
        return existsSync(path) ? { path } : { problem: `${path} is not there` };
      },
    },
    recordings: {
      fileFor: (bucket, key) =>
        bucket === "none" ? { problem: "there is no bucket none" } : join(folder, key),
      written() {},
    },
    onKey: (leg, key) => {
      keys.push([leg, key]);
      for (const wake of waiting) wake();
    },
  });
  return {
    real,
    folder,
    keys,
    /** Waits until so many keys were heard. */
    async heardKeys(count: number) {
      while (keys.length < count) {
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
        });
      }
      return keys.map(([, key]) => key).join("");
    },
  };
}

/** A phone as the page has one, over a real socket. */
export class TestPhone {
  readonly frames: { at: number; bytes: Uint8Array }[] = [];
  readonly messages: { at: number; text: string }[] = [];
  #talk: NodeJS.Timeout | undefined;
  #wake: (() => void)[] = [];

  private constructor(readonly socket: WebSocket) {
    socket.on("message", (data, isBinary) => {
      const at = performance.now();
      if (isBinary) this.frames.push({ at, bytes: new Uint8Array(data as Buffer) });
      else this.messages.push({ at, text: String(data) });
      for (const wake of this.#wake.splice(0)) wake();
    });
  }

  static async open(
    real: RealMedia,
    phone: string,
    { origin = "http://127.0.0.1:5090", token = access.token } = {},
  ) {
    const socket = new WebSocket(`ws://127.0.0.1:${real.audioPort}/?phone=${phone}&token=${token}`, {
      origin,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return new TestPhone(socket);
  }

  /** Waits until what was received fulfils a condition. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  /** All that was heard, as 16-bit samples. */
  heard(from = 0): Int16Array {
    const parts = this.frames.slice(from).map(({ bytes }) => decodeMuLaw(bytes));
    const all = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /** Says samples, 20 ms at a time, on absolute deadlines as a page does. */
  say(samples: Int16Array): Promise<void> {
    const frames = Math.ceil(samples.length / 160);
    const began = performance.now();
    let sent = 0;
    return new Promise((resolve) => {
      const next = () => {
        while (sent < frames && performance.now() >= began + sent * 20) {
          const frame = new Int16Array(160);
          frame.set(samples.subarray(sent * 160, (sent + 1) * 160));
          this.socket.send(encodeMuLaw(frame));
          sent += 1;
        }
        if (sent >= frames) resolve();
        else this.#talk = setTimeout(next, 5);
      };
      next();
    });
  }

  press(key: string): void {
    this.socket.send(JSON.stringify({ do: "key", key }));
  }

  close(): void {
    clearTimeout(this.#talk);
    this.socket.terminate();
  }
}

/** How alike two sounds are, in dB: signal to noise, at the shift where they fit best. */
export function likeness(original: Int16Array, received: Int16Array): { db: number; at: number } {
  let best = { db: Number.NEGATIVE_INFINITY, at: 0 };
  const first = original.findIndex((sample) => Math.abs(sample) > 500);
  for (let at = 0; at + original.length <= received.length; at++) {
    // A cheap look first: most shifts are far off.
    const glance = Math.abs((received[at + first] ?? 0) - (original[first] ?? 0));
    if (glance > 400) continue;
    const db = noiseAt(original, received, at);
    if (db > best.db) best = { db, at };
  }
  return best;
}

function noiseAt(original: Int16Array, received: Int16Array, shift: number): number {
  let signal = 0;
  let noise = 0;
  for (let at = 0; at < original.length; at++) {
    const sample = original[at] ?? 0;
    const off = (received[at + shift] ?? 0) - sample;
    signal += sample * sample;
    noise += off * off;
  }
  return 10 * Math.log10(signal / Math.max(1, noise));
}

/** How strong one tone is in a sound, from 0 to 1. */
export function strength(hertz: number, samples: Int16Array): number {
  let real = 0;
  let imaginary = 0;
  let energy = 0;
  for (const [at, sample] of samples.entries()) {
    const angle = (2 * Math.PI * hertz * at) / 8000;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
    energy += sample * sample;
  }
  return energy === 0 ? 0 : (2 * (real * real + imaginary * imaginary)) / (samples.length * energy);
}

export const tone = (hertz: number, ms: number, loud = 8000): Int16Array =>
  Int16Array.from({ length: ms * 8 }, (_, at) => loud * Math.sin((2 * Math.PI * hertz * at) / 8000));
