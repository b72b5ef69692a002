import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { afterAll, describe, expect, it } from "vitest";
import { PhoneNumber, PinTable, SipRule, SwitchhookIvr, type SwitchhookIvrProps } from "../src/index.js";

const account = "111122223333";
const folder = mkdtempSync(join(tmpdir(), "switchhook-cdk-"));
const code = join(folder, "code");
const prompts = join(folder, "prompts");
mkdirSync(code);
mkdirSync(join(prompts, "es"), { recursive: true });
writeFileSync(join(code, "handler.mjs"), "export const handler = async () => ({ SchemaVersion: '1.0' });");
for (const file of ["welcome.wav", "es/welcome.wav", "prompts.json", "README.md"])
  writeFileSync(join(prompts, file), file);
afterAll(() => rmSync(folder, { recursive: true }));

function stackIn(region = "us-east-1", app = new App({ outdir: mkdtempSync(join(folder, "out-")) })): Stack {
  return new Stack(app, `Stack-${region}`, { env: { account, region }, crossRegionReferences: true });
}

const ivrIn = (stack: Stack, props: Partial<SwitchhookIvrProps> = {}) =>
  new SwitchhookIvr(stack, "Ivr", {
    name: "support line",
    code,
    prompts: { folder: prompts, variable: "PROMPTS" },
    recordings: { variable: "RECORDINGS" },
    ...props,
  });

const fixture = (name: string): { Action: string[]; Condition: object; Principal: object; Effect: string } =>
  JSON.parse(readFileSync(new URL(`../../core/fixtures/policies/${name}.json`, import.meta.url), "utf8"))
    .Statement[0];

/** What no bucket goes without. */
const closed = {
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
  },
  PublicAccessBlockConfiguration: {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  },
};

interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly Condition?: { StringEquals?: Record<string, unknown> };
}
/** The statements of the policy of a bucket, by its Sid. */
const bucketStatements = (template: Template): Statement[] =>
  Object.values(template.findResources("AWS::S3::BucketPolicy")).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );

describe("an IVR", () => {
  const stack = stackIn();
  const ivr = ivrIn(stack, { environment: { LOCALE: "en-US" } });
  new SipRule(stack, "Rule", { name: "support", phoneNumber: "+12025550123", targets: [ivr.target] });
  const template = Template.fromStack(stack);

  it("runs on ARM and Node 24, and knows its buckets", () => {
    template.hasResourceProperties("AWS::Lambda::Function", {
      Architectures: ["arm64"],
      Runtime: "nodejs24.x",
      Handler: "handler.handler",
      Timeout: 10,
      Environment: {
        Variables: {
          LOCALE: "en-US",
          PROMPTS: { Ref: Match.stringLikeRegexp("IvrPrompts") },
          RECORDINGS: { Ref: Match.stringLikeRegexp("IvrRecordings") },
        },
      },
    });
  });

  it("may be invoked by the phone service for its own account only", () => {
    template.hasResourceProperties("AWS::Lambda::Permission", {
      Action: "lambda:InvokeFunction",
      Principal: "voiceconnector.chime.amazonaws.com",
      SourceAccount: account,
    });
    template.hasResourceProperties("AWS::Chime::SipMediaApplication", {
      Name: "support line",
      AwsRegion: "us-east-1",
      Endpoints: [{ LambdaArn: { "Fn::GetAtt": [Match.stringLikeRegexp("IvrHandlerFunction"), "Arn"] } }],
    });
  });

  it.each([
    ["SMARead", "s3-play-audio-one-sma"],
    ["SIPMediaApplicationWrite", "s3-start-call-recording-one-sma"],
  ])("has the documented bucket policy %s", (sid, name) => {
    const documented = fixture(name);
    const ours = bucketStatements(template).filter(({ Sid }) => Sid === sid);
    expect(ours).toHaveLength(1);
    const [statement] = ours;
    expect([statement?.Action].flat()).toEqual(documented.Action);
    expect(statement).toMatchObject({ Effect: documented.Effect, Principal: documented.Principal });
    const { "aws:SourceArn": arn, ...conditions } = statement?.Condition?.StringEquals ?? {};
    expect(conditions).toEqual({ "aws:SourceAccount": account });
    expect(JSON.stringify(arn)).toMatch(/:chime:us-east-1:111122223333:sma\/.*SipMediaApplicationId/);
  });

  it("writes to its own log only, for a month", () => {
    template.hasResourceProperties("AWS::Logs::LogGroup", { RetentionInDays: 30 });
    const [role] = Object.values(
      template.findResources("AWS::IAM::Policy", {
        Properties: { Roles: [{ Ref: Match.stringLikeRegexp("IvrHandlerRole") }] },
      }),
    );
    expect(role?.Properties.PolicyDocument.Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: { "Fn::GetAtt": [expect.stringContaining("IvrHandlerLog"), "Arn"] },
      },
    ]);
    const [own] = Object.values(
      template.findResources("AWS::IAM::Role", { Properties: { Description: Match.absent() } }),
    ).filter(({ Properties }) => Properties.ManagedPolicyArns === undefined);
    expect(own).toBeDefined();
  });

  it("switches the service's own log on, which is kept for a month, and off again before it goes", () => {
    const [[id, log] = []] = Object.entries(
      template.findResources("AWS::Logs::LogGroup", { Properties: { LogGroupName: Match.anyValue() } }),
    );
    expect(JSON.stringify(log?.Properties.LogGroupName)).toMatch(
      /"\/aws\/ChimeSipMediaApplicationSipMessages\/",.*SipMediaApplicationId/,
    );
    expect(log?.Properties.RetentionInDays).toBe(30);
    const [switched] = Object.values(template.findResources("Custom::SwitchhookServiceLog"));
    for (const on of ["Create", "Update"]) {
      expect(JSON.stringify(switched?.Properties[on])).toMatch(
        /PutSipMediaApplicationLoggingConfiguration.*EnableSipMediaApplicationMessageLogs\W+true/,
      );
    }
    expect(JSON.stringify(switched?.Properties.Delete)).toMatch(
      /EnableSipMediaApplicationMessageLogs\W+false/,
    );
    expect(switched?.DependsOn).toContain(id);
  });

  it("uploads the WAV files of the folder, and nothing else, as audio/wav", () => {
    template.hasResourceProperties("Custom::CDKBucketDeployment", {
      SystemMetadata: { "content-type": "audio/wav" },
    });
    const out = App.of(stack) as App;
    const files = readdirSync(out.outdir, { recursive: true }).map(String);
    const staged = files.filter((file) => /\.(?:wav|json|md)$/.test(file) && file.includes("/"));
    expect(staged.map((file) => file.slice(file.indexOf("/") + 1)).sort()).toEqual([
      "es/welcome.wav",
      "welcome.wav",
    ]);
  });

  it("keeps recordings encrypted, private, for 90 days, and when the stack goes", () => {
    template.hasResource("AWS::S3::Bucket", {
      DeletionPolicy: "Retain",
      Properties: {
        ...closed,
        LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 90, Status: "Enabled" })] },
      },
    });
  });

  it("keeps prompts private and encrypted, as long as the stack, for they come back with the next deployment", () => {
    template.hasResource("AWS::S3::Bucket", {
      DeletionPolicy: "Delete",
      Properties: { ...closed, LifecycleConfiguration: Match.absent() },
    });
  });

  it("empties the prompts when the stack goes, for a bucket with files in it is not deleted, and recordings never", () => {
    const emptied = Object.values(template.findResources("Custom::S3AutoDeleteObjects"));
    expect(emptied.map(({ Properties }) => Properties.BucketName)).toEqual([
      { Ref: expect.stringContaining("IvrPromptsBucket") },
    ]);
  });

  it("takes no request to a bucket that is not encrypted on its way", () => {
    const refused = bucketStatements(template).filter(
      ({ Condition }) => JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
    );
    expect(refused).toHaveLength(2);
    for (const statement of refused) {
      expect(statement).toMatchObject({ Effect: "Deny", Action: "s3:*", Principal: { AWS: "*" } });
    }
    expect(refused.map(({ Resource }) => JSON.stringify(Resource)).sort()).toEqual([
      expect.stringMatching(/IvrPromptsBucket.*IvrPromptsBucket.*\/\*/),
      expect.stringMatching(/IvrRecordingsBucket.*IvrRecordingsBucket.*\/\*/),
    ]);
  });

  it("has the alarms of docs/operate.md, with what they say to do", () => {
    const page = readFileSync(new URL("../../../docs/operate.md", import.meta.url), "utf8");
    const [, section = ""] = page.split("\n## Alarms\n");
    const rows = [...section.matchAll(/^\| `(\w+)` \| (.+?) \| (.+) \|$/gm)].map((row) => row.slice(1));
    const alarms = Object.entries(template.findResources("AWS::CloudWatch::Alarm")).map(
      ([id, { Properties: alarm }]) => [
        /^IvrAlarms(\w+)[0-9A-F]{8}$/.exec(id)?.[1],
        `${alarm.Statistic} of \`${alarm.MetricName}\` above ${alarm.Threshold.toLocaleString("en")}`,
        alarm.AlarmDescription,
      ],
    );
    expect(alarms.length).toBeGreaterThan(4);
    expect(rows).toEqual(alarms);
    template.allResourcesProperties("AWS::CloudWatch::Alarm", { Period: 60, EvaluationPeriods: 1 });
  });

  it("names every code that is thrown at start in the alarm about errors", () => {
    const page = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");
    const atStart = page.split("\n### ").filter((section) => section.includes("*When:* At cold start"));
    const codes = atStart.map((section) => /^IVR_\w+/.exec(section)?.[0]);
    const [alarm] = Object.values(
      template.findResources("AWS::CloudWatch::Alarm", { Properties: { MetricName: "Errors" } }),
    );
    expect(alarm?.Properties.AlarmDescription.match(/IVR_\w+/g).sort()).toEqual(codes.sort());
  });

  it("has a rule that leads its number to the application, and is disabled before it is deleted", () => {
    const [rule] = Object.values(template.findResources("Custom::SwitchhookSipRule"));
    const created = JSON.stringify(rule?.Properties.Create);
    for (const part of ["CreateSipRule", "ToPhoneNumber", "+12025550123", "Priority", "us-east-1"])
      expect(created).toContain(part);
    expect(rule?.Properties.InstallLatestAwsSdk).toBe(false);
    const [end] = Object.values(template.findResources("Custom::SwitchhookSipRuleEnd"));
    expect(end?.Properties.Create).toBeUndefined();
    expect(JSON.stringify(end?.Properties.Delete)).toMatch(/UpdateSipRule.*Disabled\W+true/);
    expect(JSON.stringify(end?.Properties.Delete)).toContain("SipRule.SipRuleId");
  });
});

describe("what an IVR does without", () => {
  it("leaves the service's own log off where it is not wanted", () => {
    const stack = stackIn();
    new SwitchhookIvr(stack, "Ivr", { name: "quiet", code, serviceLog: false });
    Template.fromStack(stack).resourceCountIs("Custom::SwitchhookServiceLog", 0);
    Template.fromStack(stack).resourceCountIs("AWS::Logs::LogGroup", 1);
  });

  it("makes no bucket when nothing is played from one or recorded", () => {
    const stack = stackIn();
    new SwitchhookIvr(stack, "Ivr", { name: "spoken", code });
    Template.fromStack(stack).resourceCountIs("AWS::S3::Bucket", 0);
  });
});

describe("recordings that are to go with the stack", () => {
  it("are deleted before their bucket, which is not deleted with files in it", () => {
    const stack = stackIn();
    const recordings = { variable: "RECORDINGS", removal: RemovalPolicy.DESTROY };
    new SwitchhookIvr(stack, "Ivr", { name: "forgetful", code, recordings });
    const template = Template.fromStack(stack);
    template.hasResource("AWS::S3::Bucket", { DeletionPolicy: "Delete" });
    template.resourceCountIs("Custom::S3AutoDeleteObjects", 1);
  });
});

describe("voice mail", () => {
  it("lets the service write messages and play them, for the account", () => {
    const stack = stackIn();
    ivrIn(stack, { recordings: { variable: "RECORDINGS", voiceMail: true, keepDays: 7 } });
    const statement = bucketStatements(Template.fromStack(stack)).find(({ Sid }) => Sid === "VoiceMail");
    const documented = fixture("s3-record-audio");
    expect(statement?.Action).toEqual([...documented.Action, "s3:GetObject"]);
    expect(statement?.Condition).toEqual({ StringEquals: { "aws:SourceAccount": account } });
  });
});

describe("meeting capture", () => {
  it("lets Media Pipelines of the account write to the bucket and join what they wrote, by the conditions of wire.md's newer principals", () => {
    const stack = stackIn();
    ivrIn(stack, { recordings: { variable: "RECORDINGS", capture: true } });
    const statement = bucketStatements(Template.fromStack(stack)).find(
      ({ Sid }) => Sid === "MediaPipelinesWrite",
    );
    expect(statement).toMatchObject({
      Effect: "Allow",
      Principal: { Service: "mediapipelines.chime.amazonaws.com" },
      Action: ["s3:PutObject", "s3:PutObjectAcl", "s3:GetObject", "s3:ListBucket"],
      // To list is of the bucket itself, the others of what is in it.
      Resource: [
        { "Fn::GetAtt": [expect.stringContaining("IvrRecordingsBucket"), "Arn"] },
        { "Fn::Join": ["", [expect.anything(), "/*"]] },
      ],
      Condition: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:aws:chime:*:${account}:*` },
      },
    });
  });
});

describe("a second region", () => {
  it("is the second target of the rule, with a priority after the first", () => {
    const first = stackIn("us-east-1");
    const second = stackIn("us-west-2", App.of(first) as App);
    new SipRule(first, "Rule", {
      name: "support",
      phoneNumber: "+12025550123",
      targets: [ivrIn(first).target, ivrIn(second).target],
    });
    const [rule] = Object.values(Template.fromStack(first).findResources("Custom::SwitchhookSipRule"));
    expect(JSON.stringify(rule?.Properties.Create)).toMatch(
      /Priority\W+1\W.*us-east-1.*Priority\W+2\W.*us-west-2/,
    );
  });
});

describe("us-west-2", () => {
  it("gets its SIP media application from the API, for CloudFormation has no such type there", () => {
    const stack = stackIn("us-west-2");
    ivrIn(stack);
    const template = Template.fromStack(stack);
    template.resourceCountIs("AWS::Chime::SipMediaApplication", 0);
    const [made] = Object.values(template.findResources("Custom::SwitchhookSipMediaApplication"));
    expect(JSON.stringify(made?.Properties.Create)).toMatch(/CreateSipMediaApplication.*us-west-2/);
    const read = bucketStatements(template).find(({ Sid }) => Sid === "SMARead");
    expect(JSON.stringify(read?.Condition)).toContain("SipMediaApplication.SipMediaApplicationId");
  });
});

describe("a phone number", () => {
  it("is ordered for SIP media applications, and stays when the stack goes", () => {
    const stack = stackIn();
    new PhoneNumber(stack, "Number", { areaCode: "202" });
    const template = Template.fromStack(stack);
    const [order] = Object.values(template.findResources("Custom::SwitchhookPhoneNumberOrder"));
    expect(order?.DeletionPolicy).toBe("Retain");
    expect(JSON.stringify(order?.Properties.Create)).toContain("SipMediaApplicationDialIn");
    const [search] = Object.values(template.findResources("Custom::SwitchhookPhoneNumberSearch"));
    expect(search?.Properties.Update).toBeUndefined();
  });
});

describe("the table of PINs", () => {
  it("has the key that the plugin reads, expiry, recovery, and is paid for by request", () => {
    const stack = stackIn();
    new PinTable(stack, "Pins", { tableName: "pins", replicaRegions: ["us-west-2"] });
    Template.fromStack(stack).hasResourceProperties("AWS::DynamoDB::GlobalTable", {
      TableName: "pins",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      BillingMode: "PAY_PER_REQUEST",
      Replicas: ["us-west-2", "us-east-1"].map((Region) =>
        Match.objectLike({
          Region,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          DeletionProtectionEnabled: true,
        }),
      ),
    });
  });
});

describe("what cannot work", () => {
  const wrong: [string, (stack: Stack) => unknown, RegExp, string?][] = [
    [
      "a region without the service",
      (stack) => ivrIn(stack),
      /no SIP media applications in sa-east-1/,
      "sa-east-1",
    ],
    ["a name with other characters", (stack) => ivrIn(stack, { name: "Ünser" }), /name is "Ünser"/],
    ["more time than the service waits", (stack) => ivrIn(stack, { timeoutSeconds: 30 }), /expected 5 to 20/],
    [
      "two targets in one region, and a number that is none",
      (stack) => {
        const { target } = ivrIn(stack);
        return new SipRule(stack, "R", { name: "r", phoneNumber: "555", targets: [target, target] });
      },
      /two targets are in us-east-1.*phoneNumber is "555"/,
    ],
    [
      "no target",
      (stack) => new SipRule(stack, "R", { name: "r", phoneNumber: "+12025550123", targets: [] }),
      /0 targets/,
    ],
    ["an area code that is none", (stack) => new PhoneNumber(stack, "N", { areaCode: "12" }), /three digits/],
  ];
  it.each(wrong)("is refused at synthesis: %s", (_name, make, message, region) => {
    expect(() => make(stackIn(region))).toThrow(message);
  });
});
