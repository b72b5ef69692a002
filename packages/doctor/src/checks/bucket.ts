import { GetBucketPolicyCommand, HeadBucketCommand, type S3Client } from "@aws-sdk/client-s3";
import type { BucketRequest } from "@switchhook/aws";
import { type Finding, type FindingCode, finding } from "../findings.js";
import { captureService, checkPolicy, phoneService } from "../policy.js";
import { read } from "../read.js";
import type { Application } from "./application.js";
import { checkPrompts } from "./prompts.js";

/** What a bucket is for, and so what its policy has to let whom do. */
interface Purpose {
  readonly code: FindingCode;
  readonly principal: string;
  /** On what is in it. */
  readonly actions: readonly string[];
  /** On the bucket itself. */
  readonly ofBucket?: readonly string[];
  readonly sourceArn: (application: Application) => string;
}

const writing = ["s3:PutObject", "s3:PutObjectAcl"];
const oneself = ({ arn }: Application): string => arn;
export const prompts: Purpose = {
  code: "prompt-policy",
  principal: phoneService,
  actions: ["s3:GetObject"],
  sourceArn: oneself,
};
export const recordings: Purpose = {
  code: "recording-policy",
  principal: phoneService,
  actions: writing,
  sourceArn: oneself,
};
// A pipeline is of the account, not of the application.
export const captures: Purpose = {
  code: "capture-policy",
  principal: captureService,
  actions: writing,
  sourceArn: ({ arn }) => `${arn.split(":").slice(0, 5).join(":")}:media-pipeline/any`,
};
/** Captures whose pieces are joined. */
export const joinedCaptures: Purpose = {
  ...captures,
  actions: [...writing, "s3:GetObject"],
  ofBucket: ["s3:ListBucket"],
};

/**
 * Looks at the buckets of one purpose: at their policies, and at the WAV files of prompts. Each is for the applications of its own
 * region, as the constructs make them, and for those of a region that has none.
 */
export async function checkBuckets(
  s3: S3Client,
  buckets: readonly string[],
  purpose: Purpose,
  applications: readonly Application[],
): Promise<Finding[]> {
  const found = await Promise.all(buckets.map((bucket) => find(s3, bucket)));
  const served = new Set(found.map(({ region }) => region));
  const findings: Finding[] = [];
  for (const { bucket, region, findings: wrong } of found) {
    findings.push(...wrong);
    if (wrong.some(({ code }) => code === "bucket-missing")) continue;
    const users = applications.filter((one) => one.region === region || !served.has(one.region));
    findings.push(...(await checkBucketPolicy(s3, bucket, purpose, users)));
    if (purpose === prompts) findings.push(...(await checkPrompts(s3, bucket)));
  }
  return findings;
}

interface Found {
  readonly bucket: string;
  /** Undefined when it is not there, or may not be asked. */
  readonly region?: string | undefined;
  readonly findings: readonly Finding[];
}

async function find(s3: S3Client, bucket: string): Promise<Found> {
  const where = `The bucket ${bucket}`;
  const got = await read(where, "HeadBucket", async () => {
    return (await s3.send(new HeadBucketCommand({ Bucket: bucket }))).BucketRegion;
  });
  if (got.is === "there") return { bucket, region: got.value, findings: [] };
  if (got.is === "unreadable") return { bucket, findings: [got.finding] };
  return { bucket, findings: [finding("bucket-missing", where, "is not there")] };
}

async function checkBucketPolicy(
  s3: S3Client,
  bucket: string,
  { code, principal, actions, ofBucket = [], sourceArn }: Purpose,
  applications: readonly Application[],
): Promise<Finding[]> {
  const where = `The bucket ${bucket}`;
  const got = await read(where, "GetBucketPolicy", async () => {
    return (await s3.send(new GetBucketPolicyCommand({ Bucket: bucket }))).Policy;
  });
  if (got.is === "unreadable") return [got.finding];
  const policy = got.is === "there" ? got.value : undefined;
  const requests = applications.flatMap((application): BucketRequest[] => {
    const asked = { principal, account: application.account, sourceArn: sourceArn(application) };
    const arn = `arn:${application.arn.split(":")[1]}:s3:::${bucket}`;
    return [
      { ...asked, actions, resource: `${arn}/any.wav` },
      { ...asked, actions: ofBucket, resource: arn },
    ];
  });
  const findings = requests.flatMap((request) => checkPolicy(code, where, policy, request));
  return [...new Map(findings.map((one) => [`${one.code} ${one.problem}`, one])).values()];
}
