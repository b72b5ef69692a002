import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { mostWavBytes, tooLarge } from "@switchhook/aws";
import { type PromptBucket, wavType } from "./bucket/prompt-bucket.js";
import { inParallel } from "./in-parallel.js";
import type { Terminal } from "./terminal.js";
import { UsageError } from "./usage.js";
import { telephoneWav } from "./wav/telephone-wav.js";

export interface SyncOptions {
  readonly folder: string;
  readonly prefix: string;
  readonly dryRun: boolean;
  readonly delete: boolean;
  /** Deletes without asking. */
  readonly yes: boolean;
}

/** What was done, by key; with a dry run, what would have been. */
export interface Synced {
  readonly uploaded: readonly string[];
  readonly unchanged: readonly string[];
  readonly deleted: readonly string[];
  /** Files that could not be taken, and why. */
  readonly failed: readonly { readonly file: string; readonly problem: string }[];
}

type Outcome = { readonly key: string; readonly as: "uploaded" | "unchanged" } | { readonly problem: string };

const atOnce = 8;

/** Makes the bucket hold the WAV files of a folder, as telephones have them; uploads only what is different there. */
export async function sync(
  options: SyncOptions,
  bucket: PromptBucket,
  terminal: Pick<Terminal, "confirm" | "progress" | "note">,
): Promise<Synced> {
  if (options.delete && !options.dryRun && !options.yes && !terminal.confirm)
    throw new UsageError("Nobody can be asked here whether to delete: give --yes.");
  const files = await wavFilesIn(options.folder);
  const progress = await terminal.progress(`Uploading to ${bucket.name}`, files.length);
  const outcomes = await inParallel(files, atOnce, async (file) => {
    const outcome = await syncFile(file, options, bucket);
    progress.advance(file);
    return { file, ...outcome };
  }).finally(() => progress.finish(`${files.length} files`));
  const by = (as: "uploaded" | "unchanged") =>
    outcomes.flatMap((one) => ("key" in one && one.as === as ? [one.key] : []));
  const failed = outcomes.flatMap((one) =>
    "problem" in one ? [{ file: one.file, problem: one.problem }] : [],
  );
  const keep = files.map((file) => keyOf(file, options));
  return {
    uploaded: by("uploaded"),
    unchanged: by("unchanged"),
    deleted: options.delete ? await deleteOthers(keep, options, bucket, terminal) : [],
    failed,
  };
}

async function syncFile(file: string, options: SyncOptions, bucket: PromptBucket): Promise<Outcome> {
  const source = await readFile(join(options.folder, file));
  const key = keyOf(file, options);
  // Of the file in the folder: what did not change need not be converted to be known again.
  const hash = hashOf(source);
  const there = await bucket.facts(key);
  if (there?.hash === hash && there.contentType === wavType) return { key, as: "unchanged" };
  const wav = await converted(source);
  if ("problem" in wav) return wav;
  if (!options.dryRun) await bucket.put(key, wav.wav, hash);
  return { key, as: "uploaded" };
}

async function converted(
  source: Uint8Array,
): Promise<{ readonly wav: Uint8Array } | { readonly problem: string }> {
  try {
    const wav = await telephoneWav(source);
    return wav.length > mostWavBytes ? { problem: tooLarge } : { wav };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

async function deleteOthers(
  keep: readonly string[],
  { prefix, dryRun, yes }: SyncOptions,
  bucket: PromptBucket,
  { confirm, note }: Pick<Terminal, "confirm" | "note">,
): Promise<readonly string[]> {
  const kept = new Set(keep);
  const others = (await bucket.keys(prefix)).filter((key) => isWav(key) && !kept.has(key));
  if (others.length === 0 || dryRun) return others;
  if (!yes) {
    for (const key of others) note(`s3://${bucket.name}/${key} is not in the folder.`);
    if (!(await confirm?.(`Delete ${others.length} from s3://${bucket.name}?`))) return [];
  }
  await bucket.delete(others);
  return others;
}

/** The WAV files below a folder, by their paths from there; nothing that is hidden. */
async function wavFilesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && isWav(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split(sep).some((part) => part.startsWith(".")))
    .sort();
}

const isWav = (name: string): boolean => name.toLowerCase().endsWith(".wav");

const keyOf = (file: string, { prefix }: SyncOptions): string => `${prefix}${file.split(sep).join("/")}`;

/** The hash that an object is uploaded with, so that its file is known again. */
export const hashOf = (file: Uint8Array): string => createHash("sha256").update(file).digest("hex");
