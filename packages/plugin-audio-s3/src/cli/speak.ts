import { access, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { speechParts } from "@switchhook/core";
import type { Definition } from "../store/definitions.js";
import type { PromptBucket } from "./bucket/prompt-bucket.js";
import type { PollySdk } from "./bucket/sdk.js";
import { inParallel } from "./in-parallel.js";
import { namesOf, type PromptFile } from "./prompt-files.js";
import { hashOf } from "./sync.js";
import type { Terminal } from "./terminal.js";
import { wavOf } from "./wav/telephone-wav.js";

/** Where the files of the prompts are, and are to be. */
export interface SoundStore {
  has(key: string): Promise<boolean>;
  put(key: string, wav: Uint8Array): Promise<void>;
}

export interface Spoken {
  readonly spoken: readonly string[];
  readonly failed: readonly { readonly file: string; readonly problem: string }[];
}

// Polly's neural engine takes eight requests a second.
const atOnce = 4;

/** Has Amazon Polly say the prompts whose files are missing. */
export async function speakMissing(
  files: readonly PromptFile[],
  store: SoundStore,
  polly: () => Promise<PollySdk>,
  { dryRun, progress }: { readonly dryRun: boolean; readonly progress: Terminal["progress"] },
): Promise<Spoken> {
  const there = await inParallel(files, atOnce, ({ key }) => store.has(key));
  const missing = files.filter((_, at) => !there[at]);
  const bar = await progress("Speaking", missing.length);
  const outcomes = await inParallel(missing, atOnce, async (file) => {
    const problem = saysTwoThings(file) ?? (dryRun ? undefined : await speakTo(store, file, polly));
    bar.advance(file.key);
    return { file: file.key, problem };
  }).finally(() => bar.finish(`${missing.length} files`));
  return {
    spoken: outcomes.flatMap(({ file, problem }) => (problem === undefined ? [file] : [])),
    failed: outcomes.flatMap(({ file, problem }) => (problem === undefined ? [] : [{ file, problem }])),
  };
}

async function speakTo(
  store: SoundStore,
  { key, definitions: [definition] }: PromptFile,
  polly: () => Promise<PollySdk>,
): Promise<string | undefined> {
  let wav: Uint8Array;
  try {
    wav = await spokenWav(definition, await polly());
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  await store.put(key, wav);
  return undefined;
}

/** One file cannot say two things. */
function saysTwoThings(file: PromptFile): string | undefined {
  const said = new Set(
    file.definitions.map(({ prompt: { text, ssml }, voice }) => JSON.stringify([text, ssml, voice])),
  );
  return said.size > 1 ? `is the file of ${namesOf(file)}, which do not say the same` : undefined;
}

async function spokenWav({ prompt, voice }: Definition, { client, commands }: PollySdk): Promise<Uint8Array> {
  const type = prompt.ssml === undefined ? "text" : "ssml";
  const sounds: Uint8Array[] = [];
  for (const part of speechParts(prompt.ssml ?? prompt.text, type)) {
    const { AudioStream } = await client.send(
      new commands.SynthesizeSpeechCommand({
        Text: part,
        TextType: type,
        VoiceId: (voice.VoiceId ?? "Joanna") as never,
        Engine: voice.Engine ?? "standard",
        ...(voice.LanguageCode !== undefined && { LanguageCode: voice.LanguageCode as never }),
        OutputFormat: "pcm",
        SampleRate: "8000",
      }),
    );
    const sound = await AudioStream?.transformToByteArray();
    if (!sound || sound.length === 0) throw new Error("Amazon Polly answered no sound");
    sounds.push(sound);
  }
  return wavOf(samplesIn(Buffer.concat(sounds)));
}

/** Polly's PCM: 16-bit samples, the lower byte first. */
function samplesIn(pcm: Buffer): Int16Array {
  return Int16Array.from({ length: pcm.length >> 1 }, (_, at) => pcm.readInt16LE(2 * at));
}

/** A folder with the files by their keys, none of which leads out of it: the options refuse such. */
export function folderStore(folder: string): SoundStore {
  const pathOf = (key: string): string => join(folder, key);
  return {
    has: (key) =>
      access(pathOf(key)).then(
        () => true,
        () => false,
      ),
    async put(key, wav) {
      await mkdir(dirname(pathOf(key)), { recursive: true });
      await writeFile(pathOf(key), wav);
    },
  };
}

/** The bucket itself. */
export const bucketStore = (bucket: PromptBucket): SoundStore => ({
  has: async (key) => (await bucket.facts(key)) !== undefined,
  put: (key, wav) => bucket.put(key, wav, hashOf(wav)),
});
