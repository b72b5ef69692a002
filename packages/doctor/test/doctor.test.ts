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
  wav,
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
  "--captures",
  "captures",
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
    expect(aws.requests.filter((request) => !/^(?:GET|HEAD) |ListServiceQuotas$/.test(request))).toEqual([]);
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
      'does not let voiceconnector.chime.amazonaws.com do lambda:InvokeFunction: a statement allows it for others only: condition {"StringEquals":{"AWS:SourceAccount":"999999999999"}}',
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
      `prompt-policy: The bucket prompts does not let voiceconnector.chime.amazonaws.com do s3:GetObject: a statement allows it for others only: condition {"StringEquals":{"aws:SourceAccount":"111122223333","aws:SourceArn":"${other}"}}`,
      "recording-policy: The bucket recordings does not let voiceconnector.chime.amazonaws.com do s3:PutObjectAcl: no statement allows it for voiceconnector.chime.amazonaws.com on arn:aws:s3:::recordings/any.wav",
    ]);
  });

  const nobodyElse = { AWS: "arn:aws:iam::111122223333:role/editor" };
  it.each([
    ["plainly", { Principal: "*", Action: "s3:Get*" }],
    ["for all principals but one", { NotPrincipal: nobodyElse, Action: "s3:Get*" }],
    ["in all actions but some", { Principal: "*", NotAction: ["s3:List*", "s3:Put*"] }],
    [
      "for all applications but another one",
      {
        Principal: "*",
        Action: "s3:*",
        Condition: { StringNotLike: { "aws:SourceArn": applicationArn("us-east-1", "sma-9") } },
      },
    ],
  ])("reports what is forbidden elsewhere in the policy, %s", async (_how, how) => {
    const { Statement } = bucketPolicy("prompts", ["s3:GetObject"]);
    const forbid = { Sid: "Closed", Effect: "Deny", Resource: "arn:aws:s3:::prompts/*", ...how };
    await aws.setPolicy("prompts", { Statement: [...Statement, forbid] });
    expect(await found()).toEqual([
      "prompt-policy: The bucket prompts does not let voiceconnector.chime.amazonaws.com do s3:GetObject: the statement Closed denies it",
    ]);
  });

  it("reports a condition that only AWS can judge as that", async () => {
    const { Statement } = bucketPolicy("prompts", ["s3:GetObject"]);
    const perhaps = {
      Sid: "Network",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } },
    };
    await aws.setPolicy("prompts", { Statement: [...Statement, perhaps] });
    expect(await found()).toEqual([
      'policy-unsure: The bucket prompts perhaps does not let voiceconnector.chime.amazonaws.com do s3:GetObject: the statement Network may deny it: condition {"StringNotEquals":{"aws:SourceVpc":"vpc-1"}}',
    ]);
  });

  it("reports a bucket for captures that lets only the phone service write", async () => {
    await aws.setPolicy("captures", bucketPolicy("captures", ["s3:PutObject", "s3:PutObjectAcl"]));
    expect(await found()).toEqual([
      "capture-policy: The bucket captures does not let mediapipelines.chime.amazonaws.com do s3:PutObject, s3:PutObjectAcl: no statement allows it for mediapipelines.chime.amazonaws.com on arn:aws:s3:::captures/any.wav",
    ]);
  });

  it("wants captures that are joined to be read and listed, too, as the README of the plugin has it", async () => {
    const joined = [...everything, "--concatenate"];
    const no = "The bucket captures does not let mediapipelines.chime.amazonaws.com do";
    expect(await found(...joined)).toEqual([
      `capture-policy: ${no} s3:GetObject: no statement allows it for mediapipelines.chime.amazonaws.com on arn:aws:s3:::captures/any.wav`,
      `capture-policy: ${no} s3:ListBucket: no statement allows it for mediapipelines.chime.amazonaws.com on arn:aws:s3:::captures`,
    ]);
    const readme = readFileSync(new URL("../../plugin-recording/README.md", import.meta.url), "utf8");
    const [, statement = ""] =
      /<!-- policy of a bucket of captures -->\n```json\n([\s\S]*?)```/.exec(readme) ?? [];
    await aws.setPolicy("captures", {
      Statement: [JSON.parse(statement.replaceAll("my-captures", "captures"))],
    });
    expect(await found(...joined)).toEqual([]);
  });

  it("reports prompts that are no WAV files, or none that is played", async () => {
    await aws.putPrompt("empty.wav", "audio/wav", Buffer.alloc(0));
    await aws.putPrompt("mp3.wav", "audio/wav", Buffer.from("ID3 and so on"));
    await aws.putPrompt("mu-law.wav", "audio/wav", wav(7));
    expect(await found()).toEqual([
      "prompt-format: The prompt prompts/empty.wav is no WAV file",
      "prompt-format: The prompt prompts/mp3.wav is no WAV file, but an MP3",
      "prompt-format: The prompt prompts/mu-law.wav is mu-law WAV: the service plays uncompressed PCM only",
    ]);
  });

  it("looks at every prompt, however many objects there are", { timeout: 60_000 }, async () => {
    for (let index = 0; index < 1001; index++) aws.addObject("prompts", `a/${index}.txt`, "text");
    await aws.putPrompt("last.wav", "audio/x-wav");
    expect(await found()).toEqual([
      "prompt-type: The prompt prompts/last.wav has the content type audio/x-wav, not audio/wav",
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

describe("quotas of the phone service", () => {
  it("are held against the calls that are wanted at once", async () => {
    expect(await found("--application", "sma-1", "--calls", "10")).toEqual([]);
    expect(await found("--application", "sma-1", "--calls", "50")).toEqual([
      "calls-quota: The account in us-east-1 may have 10 calls at once (quota L-3), and 50 are wanted",
    ]);
  });

  it("are what the function needs executions for", async () => {
    const quota = aws.quotas[2];
    if (quota) quota.Value = 300;
    onlyFunction().reserved = 200;
    expect(await found("--application", "sma-1", "--calls", "300")).toEqual([
      `function-concurrency: The function ${functionArn("us-east-1")} can answer too few calls at once: its reserved concurrency is 200, and there may be 300 calls`,
    ]);
  });

  it("say that no call is handed to Lex, where that is wanted", async () => {
    expect(await found("--application", "sma-1", "--bots")).toEqual([
      "bots-quota: The account in us-east-1 may use no Lex bot in calls (quota L-4)",
    ]);
  });

  it("are the defaults where none is listed", async () => {
    aws.quotas.length = 0;
    expect(await found("--application", "sma-1", "--calls", "11", "--bots")).toEqual([
      "calls-quota: The account in us-east-1 may have 10 calls at once (the default), and 11 are wanted",
      "bots-quota: The account in us-east-1 may use no Lex bot in calls (the default)",
    ]);
  });
});

describe("the message log", () => {
  it("is to be switched on", async () => {
    aws.messageLogs = false;
    expect(await found("--application", "sma-1")).toEqual([
      "message-logs: The SIP media application sma-1 does not log SIP messages",
    ]);
  });
});

describe("what may not be read", () => {
  it("is a finding of the prompts, too", async () => {
    aws.denied.add("/prompts");
    expect(await found("--application", "sma-1", "--prompts", "prompts")).toEqual([
      "not-readable: The bucket prompts does not let HeadBucket: AccessDenied",
      "not-readable: The bucket prompts does not let GetBucketPolicy: AccessDenied",
      "not-readable: The bucket prompts does not let ListObjectsV2: AccessDenied",
    ]);
  });

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
    [["--calls", "many"], /"many" is no number of calls/],
    [["--concatenate"], /--concatenate is for --captures/],
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
