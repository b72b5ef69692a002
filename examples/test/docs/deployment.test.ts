import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callCommands } from "@switchhook/aws";
import { permissionStatements, RecordingBucket } from "@switchhook/cdk";
import type { Permission } from "@switchhook/core";
import { chimeMeetings, dynamoRooms } from "@switchhook/plugin-meeting-pin";
import { meetingCapture, voiceMail } from "@switchhook/plugin-recording";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTwoRegions } from "../../snippets/two-regions.js";
import { fencesIn, textOf } from "./fences.js";

const account = "111122223333";
const stackIn = (region: string, app = new App()) =>
  new Stack(app, region, { env: { account, region }, crossRegionReferences: true });
const stack = stackIn("us-east-1");

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
}
const statementsOf = (json: string): readonly Statement[] => {
  const policy = JSON.parse(json) as Statement | readonly Statement[] | { Statement: readonly Statement[] };
  return "Statement" in policy ? policy.Statement : [policy].flat();
};
/** A statement may have one action as itself or as a list, and any name. */
const comparable = (statements: readonly Statement[]): unknown[] =>
  statements.map(({ Sid, Action, ...rest }) => ({ ...rest, Action: [Action].flat().sort() }));

const fixture = (name: string, bucket: string): readonly Statement[] =>
  statementsOf(textOf(`packages/core/fixtures/policies/${name}.json`).replaceAll("bucket-name", bucket));
/** Of what plugins and services declare, in the one partition that has the phone service. */
const declared = (...all: { readonly permissions?: readonly Permission[] }[]): readonly Statement[] =>
  permissionStatements(
    stack,
    all.flatMap(({ permissions = [] }) => permissions),
    "SMA-ID",
  ).map((one) => {
    const text = JSON.stringify(stack.resolve(one.toStatementJson()));
    return JSON.parse(
      text.replace(/\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},"([^"]*)"\]\]\}/g, '"arn:aws$1"'),
    ) as Statement;
  });

/** What the construct lets Media Pipelines do with a bucket of captures. */
function captures(bucket: string): readonly Statement[] {
  const own = stackIn("us-east-1");
  new RecordingBucket(own, "Captures", { capture: true });
  const [policy] = Object.values(Template.fromStack(own).findResources("AWS::S3::BucketPolicy"));
  const text = JSON.stringify(policy?.Properties.PolicyDocument).replace(
    /\{"Fn::Join":\["",\[\{"Fn::GetAtt":\[[^\]]*\]\},"([^"]*)"\]\]\}|\{"Fn::GetAtt":\[[^\]]*\]\}/g,
    (_, below = "") => `"arn:aws:s3:::${bucket}${below}"`,
  );
  return statementsOf(text).filter(({ Sid }) => Sid !== undefined);
}

/** The policies that pages show, by the name that stands above them. */
const policies: Readonly<Record<string, () => readonly Statement[]>> = {
  "of a bucket of prompts": () => fixture("s3-play-audio", "my-prompts"),
  "of a bucket of recordings": () =>
    fixture("s3-record-audio", "my-recordings").map((one) => ({
      ...one,
      // Messages are played back, which the construct allows, too.
      Action: [...[one.Action].flat(), "s3:GetObject"],
    })),
  "of a bucket of captures": () => captures("my-captures"),
  "of meetings, their table and commands": () =>
    declared(chimeMeetings(), dynamoRooms({ table: "meetings" }), callCommands()),
  "of messages and captures": () =>
    declared(
      voiceMail({ destination: { bucket: "my-messages" } }).definition,
      meetingCapture({ destination: { bucket: "my-captures" }, concatenate: true }).definition,
    ),
};

describe("a policy on a page is the documented one, or that of the constructs:", () => {
  const shown = fencesIn("json").filter(({ mark }) => mark.startsWith("policy "));
  it.each(shown.map((fence) => [fence.at, fence] as const))("%s", (_, { mark, text }) => {
    const name = mark.slice("policy ".length);
    const held = policies[name]?.();
    expect(held, `no policy is called "${name}"`).toBeDefined();
    expect(comparable(statementsOf(text))).toEqual(comparable(held ?? []));
  });
});

describe("the constructs in packages/cdk/README.md", () => {
  const workplace = mkdtempSync(join(tmpdir(), "switchhook-deployment-"));
  const before = process.cwd();
  beforeAll(() => {
    for (const folder of ["dist", "prompts"]) mkdirSync(join(workplace, folder));
    writeFileSync(join(workplace, "dist/handler.mjs"), "export const handler = () => ({});");
    writeFileSync(join(workplace, "prompts/welcome.wav"), "");
    process.chdir(workplace);
  });
  afterAll(() => {
    process.chdir(before);
    rmSync(workplace, { recursive: true, force: true });
  });

  it("make an application", { timeout: 60_000 }, async () => {
    const { stack: support } = await import("../../snippets/deploy.js");
    Template.fromStack(support).resourceCountIs("AWS::Chime::SipMediaApplication", 1);
  });

  it("make one in each of two regions, and a rule with both", { timeout: 60_000 }, () => {
    const app = new App();
    const [virginia, oregon] = [stackIn("us-east-1", app), stackIn("us-west-2", app)];
    inTwoRegions(virginia, oregon, { name: "support line", code: "dist", phoneNumber: "+12025550123" });
    const template = Template.fromStack(virginia);
    template.resourceCountIs("AWS::Chime::SipMediaApplication", 1);
    expect(JSON.stringify(template.toJSON())).toContain("us-west-2");
  });
});
