import { unplayable } from "@switchhook/aws";
import type { AudioS3Options } from "../options.js";
import { BucketError, type PromptBucket, wavType } from "./bucket/prompt-bucket.js";
import { type Readable, readableBy, reading, readingStatement } from "./bucket/readable.js";
import { inParallel } from "./in-parallel.js";
import { namesOf, type PromptFile, promptFiles } from "./prompt-files.js";

/** Something that keeps callers from hearing a prompt. */
export interface Finding {
  /** What it is about: an object or the bucket, as `s3://...`. */
  readonly where: string;
  /** The prompts that are concerned, with their locales. */
  readonly prompts: string;
  readonly problem: string;
  readonly remedy: string;
}

export interface Checked {
  readonly bucket: string;
  /** How many files were looked at. */
  readonly files: number;
  readonly findings: readonly Finding[];
}

const atOnce = 8;

/** Looks whether the phone service can play every file of the prompts; reads only the beginning of each. */
export async function check(
  options: AudioS3Options,
  bucket: PromptBucket,
  account: string | undefined,
): Promise<Checked> {
  const files = promptFiles(options);
  const checked = { bucket: bucket.name, files: files.length };
  const all = { where: `s3://${bucket.name}`, prompts: "all" };
  try {
    const policy = await checkPolicy(files, bucket, account);
    const perFile = await inParallel(files, atOnce, (file) => checkFile(file, bucket));
    return { ...checked, findings: [...policy, ...perFile.flat()] };
  } catch (error) {
    if (!(error instanceof BucketError) || error.status !== 404) throw error;
    const remedy =
      "Create it, in the account of the SIP media application, or name another one with --bucket.";
    return { ...checked, findings: [{ ...all, problem: "there is no such bucket", remedy }] };
  }
}

async function checkFile(file: PromptFile, bucket: PromptBucket): Promise<readonly Finding[]> {
  const about = { where: `s3://${bucket.name}/${file.key}`, prompts: namesOf(file) };
  try {
    const found = await bucket.beginning(file.key);
    if (!found) {
      const remedy = "Upload it with `switchhook-audio sync`, or have it made with `switchhook-audio speak`.";
      return [{ ...about, problem: "is not there", remedy }];
    }
    const problem = found.size === 0 ? "is empty" : unplayable(found.head, found.size);
    const typed = found.contentType === wavType;
    return [
      ...(typed
        ? []
        : [{ ...about, problem: `has the content type ${found.contentType}`, remedy: typeRemedy }]),
      ...(problem === undefined ? [] : [{ ...about, problem, remedy: kindRemedy }]),
    ];
  } catch (error) {
    if (!(error instanceof BucketError) || error.status !== 403) throw error;
    return [
      { ...about, problem: "is not there, or may not be read with these credentials", remedy: rightsRemedy },
    ];
  }
}

const typeRemedy = `It must be ${wavType}, exactly: \`switchhook-audio sync\` sets it.`;
const kindRemedy = "`switchhook-audio sync` converts it to 8 kHz mono 16-bit PCM.";
const rightsRemedy =
  "The check needs s3:GetObject on the objects, and s3:ListBucket and s3:GetBucketPolicy on the bucket, which must be the account's own.";

async function checkPolicy(
  files: readonly PromptFile[],
  bucket: PromptBucket,
  account: string | undefined,
): Promise<readonly Finding[]> {
  const about = { where: `s3://${bucket.name}`, prompts: "all" };
  let policy: string | undefined;
  try {
    policy = await bucket.policy();
  } catch (error) {
    if (!(error instanceof BucketError) || error.status !== 403) throw error;
    return [
      { ...about, problem: "has a policy that may not be read with these credentials", remedy: rightsRemedy },
    ];
  }
  const remedy = `Add the statement ${JSON.stringify(readingStatement(bucket.name, account))}`;
  if (policy === undefined)
    return [{ ...about, problem: "has no policy, so the phone service may not read it", remedy }];
  const concerned = new Map<string, PromptFile[]>();
  for (const file of files) {
    const request = reading(bucket.name, file.key);
    // Which file it is about is said by the finding.
    const problem = problemOf(readableBy(policy, request, account))?.replaceAll(
      ` on ${request.resource}`,
      "",
    );
    if (problem !== undefined) concerned.set(problem, [...(concerned.get(problem) ?? []), file]);
  }
  return [...concerned].map(([problem, some]) => ({
    where:
      some.length === files.length ? about.where : some.map(({ key }) => `${about.where}/${key}`).join(", "),
    prompts: some.length === files.length ? "all" : some.map(namesOf).join(", "),
    problem,
    remedy,
  }));
}

function problemOf(readable: Readable): string | undefined {
  switch (readable.lets) {
    case "yes":
      return undefined;
    case "any-account":
      return "has a policy that lets the phone service read it for any account";
    case "no":
      return `has a policy that does not let the phone service read it: ${readable.why.join("; ")}`;
    case "unsure":
      return `has a policy of which only AWS can judge whether the phone service may read it: ${readable.why.join("; ")}`;
  }
}
