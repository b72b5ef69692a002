import { GetBucketPolicyCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
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
const prompts: Purpose = {
  code: "prompt-policy",
  principal: phoneService,
  actions: ["s3:GetObject"],
  sourceArn: oneself,
};
const recordings: Purpose = {
  code: "recording-policy",
  principal: phoneService,
  actions: writing,
  sourceArn: oneself,
};
// A pipeline is of the account, not of the application.
const captures: Purpose = {
  code: "capture-policy",
  principal: captureService,
  actions: writing,
  sourceArn: ({ arn }) => `${arn.split(":").slice(0, 5).join(":")}:media-pipeline/any`,
};
const joinedCaptures: Purpose = {
  ...captures,
  actions: [...writing, "s3:GetObject"],
  ofBucket: ["s3:ListBucket"],
};

type Check = (s3: S3Client, bucket: string, applications: readonly Application[]) => Promise<Finding[]>;

/** Looks at a bucket that prompts are played from: its policy, and its WAV files. */
export const checkPromptBucket: Check = async (s3, bucket, applications) => {
  const policy = await checkBucket(s3, bucket, prompts, applications);
  return policy.some(({ code }) => code === "bucket-missing")
    ? policy
    : [...policy, ...(await checkPrompts(s3, bucket))];
};

/** Looks at the policy of a bucket that recordings are written to. */
export const checkRecordingBucket: Check = (s3, bucket, applications) =>
  checkBucket(s3, bucket, recordings, applications);

/** Looks at the policy of a bucket that meetings are captured into. */
export const checkCaptureBucket: Check = (s3, bucket, applications) =>
  checkBucket(s3, bucket, captures, applications);

/** The same where the pieces of a capture are joined. */
export const checkJoinedBucket: Check = (s3, bucket, applications) =>
  checkBucket(s3, bucket, joinedCaptures, applications);

async function checkBucket(
  s3: S3Client,
  bucket: string,
  { code, principal, actions, ofBucket = [], sourceArn }: Purpose,
  applications: readonly Application[],
): Promise<Finding[]> {
  const where = `The bucket ${bucket}`;
  const there = await read(where, "ListObjectsV2", () =>
    s3.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 })),
  );
  if (there.is === "missing") return [finding("bucket-missing", where, "is not there")];
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
