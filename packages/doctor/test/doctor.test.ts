import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Finding, remedies } from "../src/index.js";
import {
  applicationArn,
  bucketPolicy,
  deployedAccount,
  functionArn,
  type LocalAccount,
  number,
  soundFunction,
} from "./local-account.js";

let aws: LocalAccount;
beforeEach(async () => {
  aws = await deployedAccount();
});
afterEach(() => aws.close());

const everything = [
  "--number",
  number,
  "--prompts",
  "prompts",
  "--recordings",
  "recordings",
  "--caller",
  number,
];

/** What the doctor finds of everything: code and place. */
async function found(...args: string[]): Promise<string[]> {
  const { printed, exit, noted } = await aws.doctor("--json", ...(args.length > 0 ? args : everything));
  expect(noted).toEqual([]);
  const findings = JSON.parse(printed.join("\n")) as Finding[];
  expect(exit).toBe(findings.length === 0 ? 0 : 1);
  for (const { code, remedy } of findings) expect(remedy).toBe(remedies[code]);
  return findings.map(({ code, where, problem }) => `${code}: ${where} ${problem}`);
}
const onlyFunction = (): ReturnType<typeof soundFunction> => {
  const one = aws.functions.get(functionArn("us-east-1"));
  if (!one) throw new Error("there is no function");
  return one;
};

describe("a sound deployment", () => {
  it("has no finding, and is only read", async () => {
    const { exit, printed, noted } = await aws.doctor(...everything);
    expect({ exit, printed, noted }).toEqual({ exit: 0, printed: [], noted: ["Nothing was found."] });
    expect(aws.requests.length).toBeGreaterThan(8);
    expect(aws.requests.filter((request) => !/^(?:GET|HEAD) /.test(request))).toEqual([]);
  });

  it("is looked at whole when nothing is named, however many applications there are", {
    timeout: 90_000,
  }, async () => {
    const ids = Array.from({ length: 130 }, (_, index) => `sma-${index + 1}`);
    aws.inventory.applications = ids.map((id) => ({ ...aws.application, SipMediaApplicationId: id }));
    const findings = await found("--region", "us-east-1");
    expect(findings).toHaveLength(129);
    expect(findings.at(-1)).toBe(
      "rule-missing: The SIP media application sma-130 has no SIP rule that leads calls to it",
    );
  });
});

describe("a finding", () => {
  it("is one line that ends with its remedy, and makes the exit code 1", async () => {
    onlyFunction().configuration.Timeout = 3;
    const { exit, printed } = await aws.doctor(...everything);
    expect(exit).toBe(1);
    expect(printed).toEqual([
      `function-timeout: The function ${functionArn("us-east-1")} has a timeout of 3 s. ${remedies["function-timeout"]}`,
    ]);
  });
});

describe("rule and number", () => {
  it("reports a number without a rule", async () => {
    aws.inventory.rules = [];
    expect(await found("--number", number)).toEqual([`rule-missing: The number ${number} has no SIP rule`]);
  });

  it("reports a rule that is disabled, for the number and for the application", async () => {
    aws.rule.Disabled = true;
    expect(await found("--number", number)).toEqual([
      `rule-disabled: The number ${number} has the SIP rule dial-in (rule-1), which is disabled`,
      "rule-disabled: The SIP media application sma-1 has the SIP rule dial-in (rule-1), which is disabled",
    ]);
  });

  it("reports a rule that leads to an application that is gone", async () => {
    aws.inventory.applications = [];
    expect(await found("--number", number)).toEqual([
      "application-missing: The SIP media application sma-1 is not there in us-east-1",
    ]);
  });

  it.each([
    [
      { ProductType: "VoiceConnector" },
      "number-product: The number +12025550123 is of the product type VoiceConnector, not SipMediaApplicationDialIn",
    ],
    [
      { Status: "AcquireInProgress" },
      "number-status: The number +12025550123 has the status AcquireInProgress",
    ],
  ])("reports a number that is %o", async (spoilt, expected) => {
    Object.assign(aws.phoneNumber, spoilt);
    expect(await found("--number", number)).toEqual([expected]);
  });

  it("reports numbers that the account does not own, dialled and calling", async () => {
    aws.inventory.phoneNumbers = [];
    expect(await found("--number", number, "--caller", "+12025550199")).toEqual([
      `number-missing: The number ${number} is not in the inventory of the account`,
      "caller-not-owned: The caller number +12025550199 is not in the inventory of the account, or not usable",
    ]);
  });

  it("looks at the second region of a rule as well", async () => {
    const second = { ...aws.application, SipMediaApplicationId: "sma-2", AwsRegion: "us-west-2" };
    aws.inventory.applications = [
      aws.application,
      { ...second, Endpoints: [{ LambdaArn: functionArn("us-west-2") }] },
    ];
    aws.rule.TargetApplications = [
      { SipMediaApplicationId: "sma-1", Priority: 1, AwsRegion: "us-east-1" },
      { SipMediaApplicationId: "sma-2", Priority: 2, AwsRegion: "us-west-2" },
    ];
    expect(await found("--number", number)).toEqual([
      `function-missing: The function ${functionArn("us-west-2")} is not there`,
    ]);
    aws.functions.set(functionArn("us-west-2"), soundFunction("us-west-2"));
    expect(await found("--number", number)).toEqual([]);
  });
});

describe("the function", () => {
  it("has to be in the region of its application", async () => {
    aws.application.AwsRegion = "us-west-2";
    expect(await found("--application", "sma-1")).toEqual([
      "application-function-region: The SIP media application sma-1 is in us-west-2, and invokes a function in us-east-1",
    ]);
  });

  it.each([
    [{ Runtime: "nodejs18.x" }, "function-runtime", "runs on nodejs18.x, which is too old"],
    [{ Timeout: 60 }, "function-timeout", "has a timeout of 60 s"],
    [{ State: "Failed" }, "function-not-active", "is Failed"],
  ])("is reported with %o", async (spoilt, code, problem) => {
    Object.assign(onlyFunction().configuration, spoilt);
    expect(await found("--application", "sma-1")).toEqual([
      `${code}: The function ${functionArn("us-east-1")} ${problem}`,
    ]);
  });

  it.each([
    ["no policy", undefined, "has no policy"],
    [
      "another account in it",
      { "AWS:SourceAccount": "999999999999" },
      "lets voiceconnector.chime.amazonaws.com do lambda:InvokeFunction only when AWS:SourceAccount StringEquals 999999999999",
    ],
  ])("has to let the phone service invoke it: %s", async (_name, StringEquals, problem) => {
    const one = onlyFunction();
    const [statement] = (one.policy as { Statement: object[] }).Statement;
    one.policy = StringEquals && { Statement: [{ ...statement, Condition: { StringEquals } }] };
    expect(await found("--application", "sma-1")).toEqual([
      `invoke-permission: The function ${functionArn("us-east-1")} ${problem}`,
    ]);
  });

  it("needs an execution for each call, of its own or of the account's", async () => {
    onlyFunction().reserved = 2;
    const where = `function-concurrency: The function ${functionArn("us-east-1")} can answer too few calls at once`;
    expect(await found("--application", "sma-1")).toEqual([
      `${where}: its reserved concurrency is 2, and there may be 10 calls`,
    ]);
    onlyFunction().reserved = 20;
    expect(await found("--application", "sma-1")).toEqual([]);
    onlyFunction().reserved = undefined;
    aws.unreserved = 5;
    expect(await found("--application", "sma-1")).toEqual([
      `${where}: all functions of the account together have 5, and there may be 10 calls`,
    ]);
  });
});

describe("buckets", () => {
  it("takes the documented policies, with the one application and without", async () => {
    const ours = { "aws:SourceArn": applicationArn("us-east-1", "sma-1") };
    await aws.setPolicy("prompts", bucketPolicy("prompts", ["s3:GetObject"], ours));
    await aws.setPolicy("recordings", bucketPolicy("recordings", ["s3:Put*"], ours));
    expect(await found()).toEqual([]);
  });

  it("reports a policy for another application, and one that only half lets it write", async () => {
    const other = applicationArn("us-east-1", "sma-9");
    await aws.setPolicy("prompts", bucketPolicy("prompts", ["s3:GetObject"], { "aws:SourceArn": other }));
    await aws.setPolicy("recordings", bucketPolicy("recordings", ["s3:PutObject"]));
    expect(await found()).toEqual([
      `prompt-policy: The bucket prompts lets voiceconnector.chime.amazonaws.com do s3:GetObject only when aws:SourceArn StringEquals ${other}`,
      "recording-policy: The bucket recordings does not let voiceconnector.chime.amazonaws.com do s3:PutObjectAcl",
    ]);
  });

  it("reports what is forbidden elsewhere in the policy", async () => {
    const { Statement } = bucketPolicy("prompts", ["s3:GetObject"]);
    const forbid = { Effect: "Deny", Principal: "*", Action: "s3:Get*", Resource: "*" };
    await aws.setPolicy("prompts", { Statement: [...Statement, forbid] });
    expect(await found()).toEqual([
      "prompt-policy: The bucket prompts forbids voiceconnector.chime.amazonaws.com to do s3:GetObject",
    ]);
  });

  it("reports prompts of a type that is not played", async () => {
    await aws.putPrompt("old.wav", "audio/x-wav");
    expect(await found()).toEqual([
      "prompt-type: The prompt prompts/old.wav has the content type audio/x-wav, not audio/wav",
    ]);
  });

  it("reports a bucket that is not there", async () => {
    expect(await found("--application", "sma-1", "--prompts", "elsewhere")).toEqual([
      "bucket-missing: The bucket elsewhere is not there",
    ]);
  });
});

describe("what may not be read", () => {
  it("is a finding, and the rest is looked at all the same", async () => {
    aws.denied.add("/sip-rules");
    aws.denied.add("/2019-09-30/");
    onlyFunction().configuration.Timeout = 1;
    expect(await found("--application", "sma-1", "--number", number)).toEqual([
      "not-readable: The account does not let ListSipRules: AccessDeniedException",
      `function-timeout: The function ${functionArn("us-east-1")} has a timeout of 1 s`,
      `not-readable: The function ${functionArn("us-east-1")} does not let GetFunctionConcurrency: AccessDeniedException`,
    ]);
  });
});

describe("credentials that are not taken", () => {
  it("are no finding about the account: it exits 2", async () => {
    aws.expired = true;
    const { exit, noted } = await aws.doctor("--number", number);
    expect(exit).toBe(2);
    expect(noted).toEqual(["ExpiredTokenException: the token has expired"]);
  });
});

describe("the command", () => {
  it.each([
    [["--nubmer", number], /Unknown option '--nubmer'/],
    [["--number", "555"], /"555" is no number/],
  ])("exits 2 with its usage for %o", async (args, message) => {
    const { exit, noted } = await aws.doctor(...args);
    expect(exit).toBe(2);
    expect(noted.join("\n")).toMatch(message);
    expect(noted.join("\n")).toContain("switchhook-doctor --number");
  });

  it("exits 2 when AWS cannot be reached", async () => {
    await aws.close();
    const { exit, noted } = await aws.doctor("--number", number);
    expect(exit).toBe(2);
    expect(noted.join("\n")).toMatch(/ECONNREFUSED/);
    aws = await deployedAccount();
  });

  it("is on the path after an installation, and tells how it is called", () => {
    const bin = fileURLToPath(new URL("../bin/switchhook-doctor.mjs", import.meta.url));
    const { status, stdout } = spawnSync(process.execPath, [bin, "--help"], { encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toContain("--recordings BUCKET");
  });

  it("has a README with every finding", () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    const listed = [...readme.matchAll(/^\| `([a-z]+-[a-z-]+)` \|/gm)].map(([, code]) => code);
    expect(listed.sort()).toEqual(Object.keys(remedies).sort());
  });
});
