import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { SpokenSound } from "../engine/trace.js";
import { plainText } from "./plain-text.js";
import { VoiceProgramError } from "./run-program.js";
import { speechLengthMs } from "./speech-length.js";
import { describeProblem, problemsOfSpeech } from "./ssml.js";
import { silentWav, telephoneWav } from "./telephone-wav.js";
import { Turns } from "./turns.js";
import { findVoiceProgram, speakWith, type VoiceProgram, type VoiceProgramChoice } from "./voice-program.js";
import { type Voice, voiceOf } from "./voices.js";

export interface SpokenSoundsOptions {
  /** Default `auto`. */
  readonly program?: VoiceProgramChoice;
  /** Where sounds are kept; default `switchhook/speech` in the user's folder of caches. */
  readonly folder?: string;
  /** How long the program may take for one text, in milliseconds; default 15,000. */
  readonly mostMs?: number;
}

/** A WAV file of 8 kHz, mono, 16 bit; or why there is none: the text, which the service would refuse too, or the program. */
export type SpokenWav =
  | {
      readonly path: string;
      /** What is not heard as the service would say it, or what the service would not take. */
      readonly notes: readonly string[];
    }
  | { readonly problem: string; readonly because: "text" | "program" };

// Programs of this kind keep a core busy, and calls need one.
const programsAtOnce = 2;
const defaultMostMs = 15_000;
const largestFile = 100 * 1024 * 1024;
/** Counts up when the same text would give another file. */
const fileVersion = 1;

/** Texts as WAV files, made by a program of the user's and kept on disk. */
export class SpokenSounds {
  readonly #folder: string;
  readonly #mostMs: number;
  readonly #choice: VoiceProgramChoice;
  readonly #turns = new Turns(programsAtOnce);
  readonly #making = new Map<string, Promise<void>>();
  #program: Promise<VoiceProgram | undefined> | undefined;

  constructor({
    program = "auto",
    folder = defaultFolder(),
    mostMs = defaultMostMs,
  }: SpokenSoundsOptions = {}) {
    this.#choice = program;
    this.#folder = resolve(folder);
    this.#mostMs = mostMs;
  }

  /** The name of the program that speaks; undefined when there is none. Throws when the chosen one cannot be run. */
  async voice(): Promise<string | undefined> {
    this.#program ??= findVoiceProgram(this.#choice);
    return (await this.#program)?.name;
  }

  /** Has a sound made, so that `wav` does not have to wait; what goes wrong is told there. */
  prepare(sound: SpokenSound): void {
    void this.wav(sound);
  }

  /** The file of a sound; never throws. A text is made once, also when it is asked for again meanwhile. */
  async wav(sound: SpokenSound): Promise<SpokenWav> {
    const problems = problemsOfSpeech(sound);
    if (problems.length > 0) return { problem: problems.map(describeProblem).join("\n"), because: "text" };
    try {
      return await this.#speak(sound);
    } catch (error) {
      return { problem: error instanceof Error ? error.message : String(error), because: "program" };
    }
  }

  /** About how long a sound takes, in milliseconds, when there is no file that says so. */
  lengthMs(sound: SpokenSound): number {
    return speechLengthMs(sound);
  }

  async #speak(sound: SpokenSound): Promise<SpokenWav> {
    this.#program ??= findVoiceProgram(this.#choice);
    const program = await this.#program;
    if (!program)
      throw new VoiceProgramError("there is no voice program: install espeak-ng, or name another");
    const { voice, warning } = voiceOf(sound);
    const { text, notes } = program.textOf(sound, voice);
    const key = JSON.stringify([fileVersion, program.name, voice.espeak, text]);
    const path = join(this.#folder, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.wav`);
    let making = this.#making.get(path);
    if (!making) {
      making = this.#make(path, sound, program, text, voice).finally(() => this.#making.delete(path));
      this.#making.set(path, making);
    }
    await making;
    return { path, notes: warning === undefined ? notes : [warning, ...notes] };
  }

  async #make(
    path: string,
    sound: SpokenSound,
    program: VoiceProgram,
    text: string,
    voice: Voice,
  ): Promise<void> {
    if (await sizeOf(path)) return;
    await mkdir(this.#folder, { recursive: true });
    const wav =
      plainText(sound) === ""
        ? silentWav(speechLengthMs(sound))
        : await this.#turns.run(() => this.#run(program, text, voice));
    // Another process may make the same file: whole files replace one another.
    const unfinished = join(this.#folder, `${randomUUID()}.part`);
    await writeFile(unfinished, wav);
    await rename(unfinished, path);
  }

  async #run(program: VoiceProgram, text: string, voice: Voice): Promise<Uint8Array> {
    const base = join(this.#folder, randomUUID());
    const files = { textFile: `${base}.txt`, wavFile: `${base}.wav` };
    try {
      await speakWith(program, text, voice, files, this.#mostMs);
      const size = await sizeOf(files.wavFile);
      const said = size === 0 ? "no sound" : size > largestFile ? `${size} bytes` : undefined;
      if (said) throw new VoiceProgramError(`the voice program ${program.name} made ${said}; try it by hand`);
      return await telephoneWav(await readFile(files.wavFile)).catch((cause) => {
        throw new VoiceProgramError(
          `the voice program ${program.name} made a file that is none: ${cause.message}`,
          {
            cause,
          },
        );
      });
    } finally {
      await Promise.all(Object.values(files).map((file) => rm(file, { force: true })));
    }
  }
}

/** The bytes of a file; 0 when there is none. */
const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

function defaultFolder(): string {
  const caches: Partial<Record<NodeJS.Platform, string>> = {
    darwin: "Library/Caches",
    win32: "AppData/Local",
  };
  return join(homedir(), caches[process.platform] ?? ".cache", "switchhook", "speech");
}
