import type { S3Client } from "@aws-sdk/client-s3";
import { type BucketRequest, policyLets, statementThatLets } from "@switchhook/aws";
import type { Destination } from "../destination.js";

/** What a bucket is to be good for. */
export interface Purpose extends Destination {
  /** The account of the SIP media application: 12 digits. */
  readonly account: string;
  /** Region of the application, or of the meetings. */
  readonly region: string;
  /** ARN of the application, for policies that name it. */
  readonly application?: string | undefined;
  /** Messages are played back to their callers. */
  readonly voiceMail: boolean;
  /** Meetings are captured into it. */
  readonly captures: boolean;
  /** What is captured is joined. */
  readonly concatenate: boolean;
}

/** Something that is wrong, and what to do about it. */
export interface Finding {
  readonly bucket: string;
  readonly problem: string;
  readonly remedy: string;
}

const voiceConnector = "voiceconnector.chime.amazonaws.com";
const mediaPipelines = "mediapipelines.chime.amazonaws.com";
const writing = ["s3:PutObject", "s3:PutObjectAcl"];

/** Everything that would keep the services from writing to a bucket; empty when all is well. */
export async function checkBucket(client: S3Client, purpose: Purpose): Promise<Finding[]> {
  const { bucket } = purpose;
  const found = await findBucket(client, bucket);
  if ("finding" in found) return [found.finding];
  const policy = await policyOf(client, bucket);
  if ("finding" in policy) return [policy.finding];
  return [
    ...wrongRegion(found.region, purpose),
    ...requestsOf(purpose).flatMap((request) => judge(policy.text, request, bucket)),
  ];
}

async function findBucket(
  client: S3Client,
  bucket: string,
): Promise<{ readonly region: string | undefined } | { readonly finding: Finding }> {
  const { HeadBucketCommand } = await import("@aws-sdk/client-s3");
  try {
    const { BucketRegion } = await client.send(new HeadBucketCommand({ Bucket: bucket }));
    return { region: BucketRegion };
  } catch (error) {
    const { status, region } = answerOf(error);
    // A bucket elsewhere is told of by where it is.
    if (status === 301) return { region };
    if (status === 404) {
      const remedy = `Create it, or correct the name: aws s3 mb s3://${bucket}`;
      return { finding: { bucket, problem: "there is no such bucket", remedy } };
    }
    if (status === 403) {
      return {
        finding: {
          bucket,
          problem: "it belongs to another account, or you may not look at it",
          remedy: "Take a bucket of the application's account, and let yourself s3:ListBucket on it.",
        },
      };
    }
    throw error;
  }
}

async function policyOf(
  client: S3Client,
  bucket: string,
): Promise<{ readonly text: string } | { readonly finding: Finding }> {
  const { GetBucketPolicyCommand } = await import("@aws-sdk/client-s3");
  try {
    const { Policy } = await client.send(new GetBucketPolicyCommand({ Bucket: bucket }));
    return { text: Policy ?? "{}" };
  } catch (error) {
    // Then nobody but the account itself is allowed anything.
    if (error instanceof Error && error.name === "NoSuchBucketPolicy") return { text: "{}" };
    if (answerOf(error).status !== 403) throw error;
    const remedy = "Let yourself s3:GetBucketPolicy on it.";
    return { finding: { bucket, problem: "its policy may not be read by you", remedy } };
  }
}

function answerOf(error: unknown): {
  readonly status: number | undefined;
  readonly region: string | undefined;
} {
  const { $metadata, $response } = error as {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  };
  return {
    status: $metadata?.httpStatusCode,
    region: $response?.headers?.["x-amz-bucket-region"],
  };
}

function wrongRegion(actual: string | undefined, { bucket, region, captures }: Purpose): Finding[] {
  if (!captures || actual === undefined || actual === region) return [];
  const problem = `it is in ${actual}, and the meetings are in ${region}`;
  return [{ bucket, problem, remedy: `Capture meetings into a bucket in ${region}.` }];
}

function requestsOf(purpose: Purpose): BucketRequest[] {
  const { bucket, prefix, account, application, voiceMail, captures, concatenate } = purpose;
  const anyFile = `arn:aws:s3:::${[bucket, prefix, "2026/any.wav"].filter((part) => part !== undefined).join("/")}`;
  const reading = (is: boolean) => (is ? ["s3:GetObject"] : []);
  const pipelines = {
    principal: mediaPipelines,
    account,
    sourceArn: `arn:aws:chime:${purpose.region}:${account}:*`,
  };
  return [
    {
      principal: voiceConnector,
      account,
      sourceArn: application,
      actions: [...writing, ...reading(voiceMail)],
      resource: anyFile,
    },
    ...(captures
      ? [{ ...pipelines, actions: [...writing, ...reading(concatenate)], resource: anyFile }]
      : []),
    ...(captures && concatenate
      ? [{ ...pipelines, actions: ["s3:ListBucket"], resource: `arn:aws:s3:::${bucket}` }]
      : []),
  ];
}

// No account has this number.
const nobody = "000000000000";

function judge(policy: string, request: BucketRequest, bucket: string): Finding[] {
  const { principal, account } = request;
  const { lets, actions, why } = policyLets(policy, request);
  if (lets === "no") {
    return [
      {
        bucket,
        problem: `its policy does not let ${principal} ${actions.join(", ")} for ${account}: ${why.join("; ")}`,
        remedy: `Add to it: ${JSON.stringify(statementThatLets({ ...request, actions }))}`,
      },
    ];
  }
  if (lets === "unsure") {
    return [
      {
        bucket,
        problem: `whether ${principal} may ${actions.join(", ")} cannot be said: ${why.join("; ")}`,
        remedy: "Give the application with --application, or make a recording and look.",
      },
    ];
  }
  const others = policyLets(policy, { ...request, account: nobody, sourceArn: undefined });
  if (others.lets !== "yes") return [];
  return [
    {
      bucket,
      problem: `its policy lets ${principal} in on behalf of any account`,
      remedy: `Add to the statement: {"Condition":{"StringEquals":{"aws:SourceAccount":"${account}"}}}`,
    },
  ];
}
