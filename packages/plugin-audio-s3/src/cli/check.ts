import type { AudioS3Options } from "../options.js";
import { BucketError, type PromptBucket, wavType } from "./bucket/prompt-bucket.js";
import { type Readable, readPolicy } from "./bucket/read-policy.js";
import { inParallel } from "./in-parallel.js";
import { namesOf, type PromptFile, promptFiles } from "./prompt-files.js";
import { unplayable } from "./wav/wav-header.js";

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
  const remedy = `Add the statement ${JSON.stringify(statementFor(bucket.name, account))}`;
  if (policy === undefined)
    return [{ ...about, problem: "has no policy, so the phone service may not read it", remedy }];
  let readable: (key: string) => Readable;
  try {
    readable = readPolicy(policy, bucket.name, account);
  } catch {
    return [{ ...about, problem: "has a policy that cannot be understood", remedy }];
  }
  const concerned = new Map<string, PromptFile[]>();
  for (const file of files) {
    for (const problem of problemsOf(readable(file.key), account)) {
      concerned.set(problem, [...(concerned.get(problem) ?? []), file]);
    }
  }
  return [...concerned].map(([problem, some]) => ({
    where:
      some.length === files.length ? about.where : some.map(({ key }) => `${about.where}/${key}`).join(", "),
    prompts: some.length === files.length ? "all" : some.map(namesOf).join(", "),
    problem,
    remedy,
  }));
}

function problemsOf({ verdict, unjudged }: Readable, account: string | undefined): readonly string[] {
  const verdicts: Readonly<Record<Readable["verdict"], string | undefined>> = {
    allowed: undefined,
    "any-account": "has a policy that lets the phone service read it for any account",
    "other-account": `has a policy that does not let the phone service read it for the account ${account}`,
    denied: "has a policy that denies the phone service to read it",
    "not-allowed": "has a policy that does not let the phone service read it",
  };
  const problem = verdicts[verdict];
  return [
    ...(problem === undefined ? [] : [problem]),
    ...unjudged.map((condition) => `has a policy with the condition ${condition}, which only AWS can judge`),
  ];
}

/** What lets the phone service read the prompts, for its own account only. */
const statementFor = (bucket: string, account = "111122223333") => ({
  Sid: "SMARead",
  Effect: "Allow",
  Principal: { Service: "voiceconnector.chime.amazonaws.com" },
  Action: "s3:GetObject",
  Resource: `arn:aws:s3:::${bucket}/*`,
  Condition: { StringEquals: { "aws:SourceAccount": account } },
});
