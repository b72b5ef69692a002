import {
  GetBucketPolicyCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type Finding, type FindingCode, finding } from "../findings.js";
import { judgePolicy } from "../policy.js";
import { read } from "../read.js";
import type { Application } from "./application.js";

const mostPrompts = 200;

/** Looks at a bucket that prompts are played from: its policy, and the content type of its WAV files. */
export async function checkPromptBucket(
  s3: S3Client,
  bucket: string,
  applications: readonly Application[],
): Promise<readonly Finding[]> {
  const policy = await checkPolicy(s3, bucket, "prompt-policy", ["s3:GetObject"], applications);
  return policy.some(({ code }) => code === "bucket-missing")
    ? policy
    : [...policy, ...(await checkPrompts(s3, bucket))];
}

/** Looks at the policy of a bucket that recordings are written to. */
export const checkRecordingBucket = (
  s3: S3Client,
  bucket: string,
  applications: readonly Application[],
): Promise<readonly Finding[]> =>
  checkPolicy(s3, bucket, "recording-policy", ["s3:PutObject", "s3:PutObjectAcl"], applications);

async function checkPolicy(
  s3: S3Client,
  bucket: string,
  code: FindingCode,
  actions: readonly string[],
  applications: readonly Application[],
): Promise<readonly Finding[]> {
  const where = `The bucket ${bucket}`;
  const there = await read(where, "ListObjectsV2", () =>
    s3.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 })),
  );
  if (there.is === "unreadable") return [there.finding];
  if (there.is === "missing") return [finding("bucket-missing", where, "is not there")];
  const got = await read(where, "GetBucketPolicy", async () => {
    return (await s3.send(new GetBucketPolicyCommand({ Bucket: bucket }))).Policy;
  });
  if (got.is === "unreadable") return [got.finding];
  const policy = got.is === "there" ? got.value : undefined;
  const problems = applications.flatMap(({ account, arn: application }) =>
    actions.flatMap((action) => {
      const resource = `arn:${application.split(":")[1]}:s3:::${bucket}/any.wav`;
      const answer = judgePolicy(policy, { action, resource, account, application });
      return answer.allowed ? [] : [answer.because];
    }),
  );
  return [...new Set(problems)].map((problem) => finding(code, where, problem));
}

async function checkPrompts(s3: S3Client, bucket: string): Promise<Finding[]> {
  const where = `The bucket ${bucket}`;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1000 }));
  const wavs = Contents.flatMap(({ Key = "" }) => (/\.wav$/i.test(Key) ? [Key] : [])).slice(0, mostPrompts);
  if (wavs.length === 0) return [finding("prompts-none", where, "has no WAV file")];
  const findings: Finding[] = [];
  for (const key of wavs) {
    const got = await read(`${where}: ${key}`, "HeadObject", () =>
      s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })),
    );
    if (got.is === "unreadable") return [...findings, got.finding];
    if (got.is === "there" && got.value.ContentType !== "audio/wav") {
      findings.push(
        finding(
          "prompt-type",
          `The prompt ${bucket}/${key}`,
          `has the content type ${got.value.ContentType}, not audio/wav`,
        ),
      );
    }
  }
  return findings;
}
