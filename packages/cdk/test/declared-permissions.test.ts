import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { App, SecretValue, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { afterAll, describe, expect, it } from "vitest";
import { PinTable, SwitchhookIvr, type SwitchhookIvrProps } from "../src/index.js";

const folder = mkdtempSync(join(tmpdir(), "switchhook-declared-"));
afterAll(() => rmSync(folder, { recursive: true }));
const handlers = fileURLToPath(new URL("handlers", import.meta.url));

const newStack = () =>
  new Stack(new App({ outdir: mkdtempSync(join(folder, "out-")) }), "Stack", {
    env: { account: "111122223333", region: "us-east-1" },
  });
const ivrOf = (stack: Stack, props: Partial<SwitchhookIvrProps>) =>
  new SwitchhookIvr(stack, "Ivr", { name: "line", code: handlers, handler: "dial-in.handler", ...props });

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}
/** What the function may do, beside writing its log. */
function allowed(stack: Stack): readonly Statement[] {
  const policies = Object.values(Template.fromStack(stack).findResources("AWS::IAM::Policy"));
  return policies
    .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes("IvrHandlerRole"))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
    .filter(({ Action }) => ![Action].flat().includes("logs:PutLogEvents"));
}
const actionsWith = (PLUGINS: string): readonly string[] => {
  const stack = newStack();
  ivrOf(stack, { environment: { PLUGINS } });
  return allowed(stack).flatMap(({ Action }) => Action);
};
/** An ARN as one text, with what only the deployment knows as `<LogicalId>`. */
const textOf = (resource: unknown): string => {
  const { "Fn::Join": join = [], Ref } = resource as { "Fn::Join"?: [string, unknown[]]; Ref?: string };
  if (typeof resource === "string") return resource;
  return Ref ? `<${Ref}>` : (join[1] ?? [resource]).map((part) => textOf(part)).join("");
};

const capturing = [
  "s3:GetBucketPolicy",
  "chime:GetMeeting",
  "chime:CreateMediaCapturePipeline",
  "chime:DeleteMediaCapturePipeline",
];

describe("what the function may do", () => {
  it("comes with a plugin, and goes with it", () => {
    expect(actionsWith("pin,capture")).toEqual([...capturing, "dynamodb:GetItem"]);
    expect(actionsWith("pin")).toEqual(["dynamodb:GetItem"]);
  });

  it("is on the table and the bucket that the handler finds in its environment, also where only the deployment knows them", () => {
    const stack = newStack();
    const { table } = new PinTable(stack, "Pins");
    ivrOf(stack, {
      environment: {
        PLUGINS: "pin,capture",
        PIN_TABLE: table.tableName,
        PIN_KEYS: SecretValue.secretsManager("pin-keys").unsafeUnwrap(),
      },
      recordings: { variable: "CAPTURES", capture: true },
    });
    const [bucket, , pins] = allowed(stack).map(({ Resource }) => textOf(Resource));
    expect(bucket).toMatch(/^arn:<AWS::Partition>:s3:::<IvrRecordingsBucket\w+>$/);
    expect(pins).toMatch(/^arn:<AWS::Partition>:dynamodb:us-east-1:111122223333:table\/<PinsTable\w+>$/);
    expect(JSON.stringify(Template.fromStack(stack))).not.toContain("standin");
  });

  it("is to send commands to calls of its own application, which waits for the function, and not the function for it", () => {
    const stack = newStack();
    ivrOf(stack, { environment: { PLUGINS: "admit,pin" } });
    const commands = allowed(stack).find(({ Action }) => Action === "chime:UpdateSipMediaApplicationCall");
    expect(JSON.stringify(commands?.Resource)).toMatch(
      /:chime:\*:111122223333:sma\/.*IvrApplication\w*","SipMediaApplicationId"/,
    );
    expect(circleIn(Template.fromStack(stack))).toBeUndefined();
  });

  it("is nothing for a handler that is not built with Switchhook, but what is given", () => {
    const code = mkdtempSync(join(folder, "other-"));
    writeFileSync(join(code, "other.mjs"), "export const handler = () => ({});");
    const stack = newStack();
    const permissions = [new PolicyStatement({ actions: ["sqs:SendMessage"], resources: ["*"] })];
    ivrOf(stack, { code, handler: "other.handler", permissions });
    expect(allowed(stack)).toEqual([{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }]);
  });
});

describe("a handler that would not start in Lambda", () => {
  it("is refused at synthesis, with what it says and what else can be done", () => {
    const environment = { PLUGINS: "broken", PIN_KEYS: SecretValue.secretsManager("k").unsafeUnwrap() };
    expect(() => ivrOf(newStack(), { environment })).toThrow(
      /Stack\/Ivr\/Handler: dial-in\.handler in .* cannot be loaded[\s\S]*PLUGINS: expected names, given broken[\s\S]*only the deployment knows were `standin0…`[\s\S]*declared: false/,
    );
  });

  it("is not loaded where it is said to be none that declares anything", () => {
    const stack = newStack();
    ivrOf(stack, { environment: { PLUGINS: "broken" }, declared: false });
    expect(allowed(stack)).toEqual([]);
  });

  it("that is not there is to be built first", () => {
    expect(() => ivrOf(newStack(), { handler: "nowhere.handler" })).toThrow(
      /there is no .*nowhere\.mjs.*Build it first/,
    );
  });
});

/** The first resource that waits for itself, however far: CloudFormation refuses such a template, and synthesis does not. */
function circleIn(template: Template): string | undefined {
  const resources: Readonly<Record<string, unknown>> = template.toJSON().Resources;
  const waitsFor = (id: string): readonly string[] =>
    [...JSON.stringify(resources[id]).matchAll(/"(?:Ref|Fn::GetAtt|DependsOn)":\[?((?:"\w+",?)+)/g)]
      .flatMap(([, names = ""]) => names.match(/\w+/g) ?? [])
      .filter((name) => name in resources);
  return Object.keys(resources).find((id) => {
    const seen = new Set(waitsFor(id));
    for (const next of seen) for (const further of waitsFor(next)) seen.add(further);
    return seen.has(id);
  });
}
