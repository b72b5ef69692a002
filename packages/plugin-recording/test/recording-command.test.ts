import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recordingCommand } from "../src/cli/recording-command.js";
import { type LocalServices, startServices } from "./local-services.js";

let local: LocalServices;
beforeEach(async () => {
  local = await startServices("calls");
});
afterEach(() => local.close());

const account = "111122223333";
async function run(...args: string[]) {
  const [printed, noted]: [string[], string[]] = [[], []];
  const code = await recordingCommand(args, {
    print: (line) => void printed.push(line),
    note: (line) => void noted.push(line),
    env: { AWS_REGION: "us-east-1" },
    client: { ...local.client, forcePathStyle: true, maxAttempts: 1 },
  });
  return { code, printed, noted };
}
// The region is the environment's.
const check = (...args: string[]) => run("check", "calls", "--account", account, ...args);

const statement = (change: object = {}) => ({
  Sid: "Recordings",
  Effect: "Allow",
  Principal: { Service: "voiceconnector.chime.amazonaws.com" },
  Action: ["s3:PutObject", "s3:PutObjectAcl"],
  Resource: "arn:aws:s3:::calls/*",
  Condition: { StringEquals: { "aws:SourceAccount": account } },
  ...change,
});
const policy = (...Statement: object[]) => local.buckets.setPolicy("calls", JSON.stringify({ Statement }));

describe("switchhook-recording check", () => {
  it("finds nothing wrong with the documented policy", async () => {
    policy(statement());
    expect(await check()).toEqual({ code: 0, printed: [], noted: ["All is well."] });
  });

  it("gives the statement that a bucket without a policy lacks, which is enough", async () => {
    const { code, printed } = await check();
    expect(code).toBe(1);
    expect(printed).toHaveLength(1);
    expect(printed[0]).toContain(
      "does not let voiceconnector.chime.amazonaws.com s3:PutObject, s3:PutObjectAcl",
    );
    policy(JSON.parse(printed[0]?.split("Add to it: ")[1] ?? "{}"));
    expect((await check()).code).toBe(0);
  });

  it("names what is missing for another account, or for the folder", async () => {
    policy(statement());
    const other = await run("check", "calls", "--account", "444455556666", "--region", "us-east-1");
    expect(other.printed[0]).toContain("the statement Recordings allows it for others only");
    policy(statement({ Resource: "arn:aws:s3:::calls/sales/*" }));
    expect((await run("check", "calls/sales", "--account", account, "--region", "us-east-1")).code).toBe(0);
    expect((await run("check", "calls/support", "--account", account, "--region", "us-east-1")).code).toBe(1);
  });

  it("wants the service to read messages that are played back", async () => {
    policy(statement());
    const { printed } = await check("--voice-mail");
    expect(printed[0]).toContain("s3:GetObject");
    policy(statement({ Action: ["s3:PutObject", "s3:PutObjectAcl", "s3:GetObject"] }));
    expect((await check("--voice-mail")).code).toBe(0);
  });

  it("wants Media Pipelines to write captures, and to read and list what it joins", async () => {
    policy(statement());
    expect((await check("--captures")).printed[0]).toContain("mediapipelines.chime.amazonaws.com");
    const pipelines = { Service: "mediapipelines.chime.amazonaws.com" };
    policy(statement(), statement({ Principal: pipelines }));
    expect((await check("--captures")).code).toBe(0);
    expect((await check("--captures", "--concatenate")).printed).toHaveLength(2);
    const Action = ["s3:PutObject", "s3:PutObjectAcl", "s3:GetObject", "s3:ListBucket"];
    const Resource = ["arn:aws:s3:::calls", "arn:aws:s3:::calls/*"];
    policy(statement(), statement({ Principal: pipelines, Action, Resource }));
    expect((await check("--captures", "--concatenate")).code).toBe(0);
  });

  it("wants captures in the region of the meetings", async () => {
    policy(statement(), statement({ Principal: { Service: "mediapipelines.chime.amazonaws.com" } }));
    const { printed } = await run(
      "check",
      "calls",
      "--account",
      account,
      "--region",
      "eu-west-1",
      "--captures",
    );
    expect(printed).toEqual([
      "calls: it is in us-east-1, and the meetings are in eu-west-1. Capture meetings into a bucket in eu-west-1.",
    ]);
  });

  it("finds a policy that lets any account in", async () => {
    policy(statement({ Condition: undefined }));
    expect((await check()).printed[0]).toContain("on behalf of any account");
  });

  it("judges a policy that names the application when it is told which", async () => {
    const arn = `arn:aws:chime:us-east-1:${account}:sma/one`;
    policy(
      statement({ Condition: { StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": arn } } }),
    );
    expect((await check()).printed[0]).toContain("cannot be said");
    expect((await check("--application", arn)).code).toBe(0);
    expect((await check("--application", `${arn}-other`)).code).toBe(1);
  });

  it("says that there is no such bucket", async () => {
    const { code, printed } = await run(
      "check",
      "calls",
      "none-here",
      "--account",
      account,
      "--region",
      "us-east-1",
    );
    expect(code).toBe(1);
    expect(printed.at(-1)).toBe(
      "none-here: there is no such bucket. Create it, or correct the name: aws s3 mb s3://none-here",
    );
  });

  it("says so when the bucket may not be looked at", async () => {
    local.aws.meetings.faults.fail("s3", 403, "AccessDenied", 1);
    expect((await check()).printed[0]).toContain("belongs to another account");
  });

  it("is another exit code when nothing could be found out", async () => {
    local.aws.meetings.faults.fail("s3", 503, "SlowDown");
    const { code, noted } = await check();
    expect(code).toBe(2);
    expect(noted[0]).toContain("It could not be checked");
  });

  it("prints the findings as JSON", async () => {
    const { printed } = await check("--json");
    expect(JSON.parse(printed.join())).toMatchObject([
      { bucket: "calls", remedy: expect.stringContaining("Add to it") },
    ]);
  });

  it("refuses what it does not understand, all at once", async () => {
    const { code, noted } = await run(
      "check",
      "No Bucket",
      "--account",
      "1",
      "--region",
      "x",
      "--application",
      "y",
      "--concatenate",
    );
    expect(code).toBe(2);
    for (const word of ["--account", "--region", "--application", "--concatenate", "No Bucket"])
      expect(noted[0]).toContain(word);
    expect((await run("frobnicate")).noted[0]).toContain('"frobnicate" is no command');
    expect((await run("check", "--what")).code).toBe(2);
    expect((await run("--help")).code).toBe(0);
  });

  it("is what the package's command runs", () => {
    const bin = readFileSync(new URL("../bin/switchhook-recording.mjs", import.meta.url), "utf8");
    expect(bin).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(bin).toContain('from "../dist/cli/recording-command.js"');
  });
});
