import { writeFile } from "node:fs/promises";
import type { SpokenSound } from "../engine/trace.js";
import { plainText } from "./plain-text.js";
import { runProgram, VoiceProgramError } from "./run-program.js";
import { splitCommand } from "./split-command.js";
import { type VoiceText, voiceSsml, withoutCommands } from "./voice-ssml.js";
import type { Voice } from "./voices.js";

/**
 * Which program speaks: `auto` takes espeak-ng or else `say`, whichever there is; `none`, none; anything else is a command
 * line with `{text-file}` and `{wav-file}`, as `my-voice --in {text-file} --out {wav-file}`.
 */
export type VoiceProgramChoice = "auto" | "none" | "espeak-ng" | "say" | (string & {});

/** A program of the user's that speaks; it is called, and never a part of this package. */
export interface VoiceProgram {
  /** With its version, where it tells; sounds are kept for each. */
  readonly name: string;
  /** What it is given to say. */
  textOf(sound: SpokenSound, voice: Voice): VoiceText;
  /** What is called; the text is given on standard input unless `textFile` is used. */
  command(files: VoiceFiles, voice: Voice): readonly [program: string, ...args: string[]];
  readonly readsFile: boolean;
}

interface VoiceFiles {
  readonly textFile: string;
  readonly wavFile: string;
}

const plain = (sound: SpokenSound): VoiceText => ({ text: withoutCommands(plainText(sound)), notes: [] });

const espeak = (name: string): VoiceProgram => ({
  name,
  textOf: voiceSsml,
  command: ({ wavFile }, voice) => [
    "espeak-ng",
    "--stdin",
    "-b",
    "1",
    "-m",
    "-v",
    voice.espeak,
    "-w",
    wavFile,
  ],
  readsFile: false,
});

const say: VoiceProgram = {
  name: "say",
  textOf: plain,
  command: ({ wavFile }) => [
    "say",
    "--file-format=WAVE",
    "--data-format=LEI16@22050",
    "-o",
    wavFile,
    "-f",
    "-",
  ],
  readsFile: false,
};

/** The program for a choice; undefined when it is `none`, or `auto` and there is none. */
export async function findVoiceProgram(
  choice: VoiceProgramChoice = "auto",
): Promise<VoiceProgram | undefined> {
  switch (choice) {
    case "none":
      return undefined;
    case "espeak-ng":
      return (await findEspeak()) ?? missing("espeak-ng", "install it (as `apt install espeak-ng`)");
    case "say":
      return (await findSay()) ?? missing("say", "it is a part of macOS only");
    case "auto":
      return (await findEspeak()) ?? (await findSay());
    default:
      return ownProgram(choice);
  }
}

function missing(program: string, remedy: string): never {
  throw new VoiceProgramError(
    `the voice program ${program} cannot be run: ${remedy}, or choose another, or "none"`,
  );
}

async function findEspeak(): Promise<VoiceProgram | undefined> {
  const said = await runProgram(["espeak-ng", "--version"], "", probeMs).catch(() => undefined);
  return said === undefined ? undefined : espeak(`espeak-ng ${/\d+(?:\.\d+)+/.exec(said)?.[0] ?? ""}`.trim());
}

async function findSay(): Promise<VoiceProgram | undefined> {
  const voices = await runProgram(["say", "-v", "?"], "", probeMs).catch(() => undefined);
  return voices === undefined ? undefined : say;
}

const probeMs = 5000;

function ownProgram(line: string): VoiceProgram {
  const [program, ...args] = splitCommand(line);
  for (const place of ["{text-file}", "{wav-file}"]) {
    if (program === undefined || !args.some((arg) => arg.includes(place))) {
      throw new VoiceProgramError(
        `the voice program is "${line}"; expected "auto", "espeak-ng", "say", "none", or a command line with {text-file} and {wav-file}`,
      );
    }
  }
  return {
    name: line,
    textOf: plain,
    command: ({ textFile, wavFile }) => [
      program ?? "",
      ...args.map((arg) =>
        arg.replaceAll("{text-file}", () => textFile).replaceAll("{wav-file}", () => wavFile),
      ),
    ],
    readsFile: true,
  };
}

/** Has a program speak into a WAV file, within so many milliseconds. */
export async function speakWith(
  program: VoiceProgram,
  text: string,
  voice: Voice,
  files: VoiceFiles,
  mostMs: number,
): Promise<void> {
  if (program.readsFile) await writeFile(files.textFile, text);
  await runProgram(program.command(files, voice), program.readsFile ? "" : text, mostMs);
}
