import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sound, SpokenSound } from "../engine/trace.js";
import { speechLengthMs } from "../speech/speech-length.js";
import type { SpokenSounds } from "../speech/spoken-sounds.js";
import { describeProblem, problemsOfSpeech } from "../speech/ssml.js";
import { silentWav } from "../speech/telephone-wav.js";

/** Looks a file of a bucket up as the service would, or says why it would not play it. */
export type FindFile = (
  bucket: string,
  key: string,
) => { readonly path: string; readonly warnings?: readonly string[] } | { readonly problem: string };

/** The sounds of calls as WAV files: prompts of buckets, and texts that a voice program speaks. */
export class Sounds {
  readonly #silences = new Map<number, Promise<string>>();
  readonly #noted = new Set<string>();
  #folder: Promise<string> | undefined;

  constructor(
    private readonly findFile: FindFile,
    private readonly spoken: SpokenSounds,
    private readonly speaks: boolean,
    /** Something that people should know of a sound; told once. */
    private readonly note: (text: string) => void,
  ) {}

  prepare(sound: Sound): void {
    if ("text" in sound && this.speaks) this.spoken.prepare(sound);
  }

  async find(sound: Sound): Promise<{ path: string } | { problem: string }> {
    if (!("text" in sound)) {
      const found = this.findFile(sound.bucket, sound.key);
      if ("path" in found) for (const warning of found.warnings ?? []) this.#noteOnce(warning);
      return found;
    }
    if (!this.speaks) {
      const problems = problemsOfSpeech(sound);
      if (problems.length > 0) return { problem: problems.map(describeProblem).join("\n") };
      return { path: await this.#silence(sound) };
    }
    const wav = await this.spoken.wav(sound);
    if ("path" in wav) {
      for (const text of wav.notes) this.#noteOnce(text);
      return wav;
    }
    if (wav.because === "text") return { problem: wav.problem };
    // What is wrong with the program here is not wrong with the call.
    this.#noteOnce(wav.problem);
    return { path: await this.#silence(sound) };
  }

  #noteOnce(text: string): void {
    if (this.#noted.has(text)) return;
    this.#noted.add(text);
    this.note(text);
  }

  /** Silence for as long as the text would take, which the page shows meanwhile. */
  #silence(sound: SpokenSound): Promise<string> {
    const ms = speechLengthMs(sound);
    let silence = this.#silences.get(ms);
    if (!silence) {
      silence = this.#write(ms);
      this.#silences.set(ms, silence);
    }
    return silence;
  }

  async #write(ms: number): Promise<string> {
    this.#folder ??= mkdtemp(join(tmpdir(), "switchhook-"));
    const path = join(await this.#folder, `${ms}.wav`);
    await writeFile(path, silentWav(ms));
    return path;
  }
}
