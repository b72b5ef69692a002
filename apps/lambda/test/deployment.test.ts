import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { afterAll, describe, expect, it } from "vitest";
import { dialInStacks } from "../cdk/dial-in-stacks.js";
import { readSettings } from "../cdk/settings.js";
import { readConfig } from "../src/config.js";

const folder = mkdtempSync(join(tmpdir(), "switchhook-dial-in-"));
afterAll(() => rmSync(folder, { recursive: true }));
// The build of this package runs before its tests.
const handler = fileURLToPath(new URL("../dist", import.meta.url));
const prompts = fileURLToPath(new URL("../prompts", import.meta.url));

function synthesized(context: Record<string, string>) {
  const outdir = mkdtempSync(join(folder, "out-"));
  const app = new App({ outdir });
  const settings = readSettings((name) => ({ regions: "us-east-1", ...context })[name]);
  const stacks = dialInStacks(app, settings, { handler, prompts });
  app.synth();
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, "validation-report.json"), "utf8")) as {
    pluginReports: {
      pluginName: string;
      violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[];
      suppressedViolations: unknown[];
    }[];
  };
  const template = (name: string): Template => {
    const stack = stacks.find(({ stackName }) => stackName === name);
    if (!stack) throw new Error(`There is no stack ${name}.`);
    return Template.fromStack(stack);
  };
  return { stacks: stacks.map(({ stackName }) => stackName), pluginReports, template };
}

const phoneNumber = "+12025550123";
const inOne = synthesized({ phoneNumber });
const inTwo = synthesized({
  phoneNumber,
  regions: "us-east-1,us-west-2",
  account: "111122223333",
  alarmEmail: "ops@example.com",
  recordCalls: "on",
});
const ordered = synthesized({ areaCode: "202" });

const variablesOf = (template: Template): Readonly<Record<string, unknown>> => {
  const [found] = Object.values(
    template.findResources("AWS::Lambda::Function", { Properties: { Handler: "handler.handler" } }),
  );
  return found?.Properties.Environment.Variables ?? {};
};

describe("the deployment of the dial-in app", () => {
  it.each([
    ["one region", inOne],
    ["two regions", inTwo],
    ["a number that is ordered", ordered],
  ])("has no finding of cdk-nag that is not acknowledged: %s", (_name, { pluginReports }) => {
    const nag = pluginReports.find(({ pluginName }) => pluginName === "AwsSolutions");
    expect(nag?.suppressedViolations.length).toBeGreaterThan(5);
    expect(
      pluginReports.flatMap(({ violations }) =>
        violations.map(
          ({ ruleName, violatingConstructs }) => `${ruleName} ${violatingConstructs[0]?.constructPath}`,
        ),
      ),
    ).toEqual([]);
  });

  it("gives the function an environment that the app takes", () => {
    const variables = variablesOf(inOne.template("switchhook-dial-in-us-east-1"));
    const resolved = Object.fromEntries(
      Object.entries(variables).map(([name, given]) => [
        name,
        typeof given === "string" ? given : "a-bucket",
      ]),
    );
    const config = readConfig(resolved);
    expect(config.MEETING_DIRECTORY).toBe("dynamodb:switchhook-dial-in-pins");
    expect(config.RECORD_CALLS).toBe("off");
    expect(variables.PIN_KEYS).toMatch(/^\{\{resolve:secretsmanager:switchhook\/dial-in\/pin-keys:/);
    expect([variables.PROMPT_BUCKET, variables.RECORDING_BUCKET]).toEqual([
      { Ref: expect.stringContaining("Prompts") },
      { Ref: expect.stringContaining("Recordings") },
    ]);
  });

  it("lets the function read PINs, count guesses, run meetings and write its log, and nothing else", () => {
    const policies = inOne.template("switchhook-dial-in-us-east-1").findResources("AWS::IAM::Policy", {
      Properties: { Roles: [{ Ref: Match.stringLikeRegexp("DialInHandlerRole") }] },
    });
    const actions = Object.values(policies).flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action),
    );
    expect(actions.sort()).toEqual([
      "chime:CreateAttendee",
      "chime:CreateMeeting",
      "chime:DeleteAttendee",
      "chime:DeleteMeeting",
      "chime:ListAttendees",
      "dynamodb:GetItem",
      "dynamodb:UpdateItem",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ]);
  });

  it("keeps PINs and their key when the stack goes, in both regions", () => {
    const template = inTwo.template("switchhook-pins");
    template.hasResource("AWS::DynamoDB::GlobalTable", {
      DeletionPolicy: "Retain",
      Properties: { Replicas: Match.arrayWith([Match.objectLike({ Region: "us-west-2" })]) },
    });
    template.hasResource("AWS::SecretsManager::Secret", {
      DeletionPolicy: "Retain",
      Properties: { ReplicaRegions: [{ Region: "us-west-2" }] },
    });
  });

  it("leads the number to the first region, and to the second when that fails", () => {
    const [rule] = Object.values(
      inTwo.template("switchhook-calls").findResources("Custom::SwitchhookSipRule"),
    );
    expect(JSON.stringify(rule?.Properties.Create)).toMatch(
      /Priority\W+1\W.*us-east-1.*Priority\W+2\W.*us-west-2/,
    );
  });

  it("sends alarms to the address that is given", () => {
    const template = inTwo.template("switchhook-dial-in-us-west-2");
    template.hasResourceProperties("AWS::SNS::Subscription", { Endpoint: "ops@example.com" });
    template.allResourcesProperties("AWS::CloudWatch::Alarm", { AlarmActions: Match.anyValue() });
  });

  it("looks for metrics where the app counts", () => {
    const template = inOne.template("switchhook-dial-in-us-east-1");
    const { METRICS_NAMESPACE: Namespace } = variablesOf(template);
    const counted = Object.values(
      template.findResources("AWS::CloudWatch::Alarm", { Properties: { Namespace } }),
    );
    expect(counted).toHaveLength(2);
    const [, service] =
      /service = "(.+)"/.exec(readFileSync(new URL("../src/observing.ts", import.meta.url), "utf8")) ?? [];
    for (const { Properties } of counted)
      expect(Properties.Dimensions).toEqual([{ Name: "service", Value: service }]);
  });

  it("records calls where it is told to", () => {
    const variables = variablesOf(inTwo.template("switchhook-dial-in-us-west-2"));
    expect(variables.RECORD_CALLS).toBe("on");
  });

  it("orders a number in a stack of its own when it gets an area code", () => {
    expect(ordered.stacks).toContain("switchhook-number");
    expect(inOne.stacks).not.toContain("switchhook-number");
  });
});

describe("the settings of the deployment", () => {
  it("are refused all at once, with what is expected", () => {
    const wrong: Record<string, string> = { regions: "Frankfurt", areaCode: "1", account: "me" };
    expect(() => readSettings((name) => wrong[name])).toThrow(
      /regions: expected one or two regions.*given "Frankfurt"[\s\S]*areaCode: .*given "1"[\s\S]*account: expected twelve digits, given "me"/,
    );
  });
});

describe("PINs in DynamoDB", () => {
  it("are refused without the keys that they are hashed with", () => {
    expect(() =>
      readConfig({
        PROMPT_BUCKET: "prompts",
        RECORDING_BUCKET: "recordings",
        MEETING_DIRECTORY: "dynamodb:pins",
      }),
    ).toThrow(/PIN_KEYS: expected keys such as .*given nothing/);
  });
});
