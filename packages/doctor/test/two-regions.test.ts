import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Finding } from "../src/index.js";
import {
  applicationArn,
  bucketPolicy,
  deployedAccount,
  functionArn,
  type LocalAccount,
  number,
  soundFunction,
} from "./local-account.js";

const west = "us-west-2";
const ofEast = { "aws:SourceArn": applicationArn("us-east-1", "sma-1") };
const ofWest = { "aws:SourceArn": applicationArn(west, "sma-2") };
let aws: LocalAccount;
beforeEach(async () => {
  aws = await deployedAccount();
  const second = { ...aws.application, SipMediaApplicationId: "sma-2", AwsRegion: west };
  aws.inventory.applications = [
    aws.application,
    { ...second, Endpoints: [{ LambdaArn: functionArn(west) }] },
  ];
  aws.rule.TargetApplications = [
    { SipMediaApplicationId: "sma-1", Priority: 1, AwsRegion: "us-east-1" },
    { SipMediaApplicationId: "sma-2", Priority: 2, AwsRegion: west },
  ];
  aws.functions.set(functionArn(west), soundFunction(west));
  aws.bucketRegions.set("western", west);
  // As the constructs have it: each lets the one application of its region.
  await aws.setPolicy("prompts", bucketPolicy("prompts", ["s3:GetObject"], ofEast));
  await aws.setPolicy("western", bucketPolicy("western", ["s3:Put*", "s3:GetObject"], ofWest));
  await aws.setPolicy("recordings", bucketPolicy("recordings", ["s3:Put*"], ofEast));
});
afterEach(() => aws.close());

async function found(...args: string[]): Promise<string[]> {
  const { printed } = await aws.doctor("--json", "--number", number, ...args);
  return (JSON.parse(printed.join("\n")) as Finding[]).map(
    ({ code, where, problem }) => `${code}: ${where} ${problem}`,
  );
}

describe("a rule that leads to two regions", () => {
  it("is looked at in both", async () => {
    expect(await found()).toEqual([]);
    aws.functions.delete(functionArn(west));
    expect(await found()).toEqual([`function-missing: The function ${functionArn(west)} is not there`]);
  });
});

describe("a bucket in each of two regions", () => {
  const recordings = ["--recordings", "recordings", "--recordings", "western"];

  it("is judged for the application of its own", async () => {
    expect(await found(...recordings)).toEqual([]);
    await aws.setPolicy("western", bucketPolicy("western", ["s3:Put*"], ofEast));
    expect(await found(...recordings)).toEqual([
      expect.stringMatching(/^recording-policy: The bucket western does not let .*sma-1/),
    ]);
  });

  it("is told of where its region may not be asked", async () => {
    aws.denied.add("HEAD /western");
    expect(await found(...recordings)).toContain(
      "not-readable: The bucket western does not let HeadBucket: AccessDenied",
    );
  });
});

describe("one bucket for two regions", () => {
  it("has to let the application of the other, too", async () => {
    expect(await found("--prompts", "prompts")).toEqual([
      expect.stringMatching(/^prompt-policy: The bucket prompts does not let .*sma-1/),
    ]);
    await aws.setPolicy("prompts", bucketPolicy("prompts", ["s3:GetObject"]));
    expect(await found("--prompts", "prompts")).toEqual([]);
  });
});
