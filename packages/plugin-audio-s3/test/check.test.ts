import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { account, type LocalBucket, startBucket, statement, wav } from "./local-bucket.js";

const prompts = {
  prompts: {
    welcome: { text: "Welcome.", wav: "en/welcome.wav" },
    goodbye: { text: "Goodbye.", wav: "en/goodbye.wav" },
    spoken: { text: "Nothing to be checked." },
  },
  locales: { es: { welcome: { text: "Bienvenidos.", wav: "es/welcome.wav" } } },
};
const keys = ["en/welcome.wav", "en/goodbye.wav", "es/welcome.wav"];

let bucket: LocalBucket;
beforeEach(async () => {
  bucket = await startBucket();
  bucket.prompts(prompts);
  bucket.policy(statement());
  for (const key of keys) bucket.put(key, wav());
});
afterEach(() => bucket.close());

const check = (...more: string[]) =>
  bucket.run(["check", "--prompts", `${bucket.root}/prompts.json`, "--account", account, ...more]);
const findings = async () => {
  const { code, printed } = await check("--json");
  const { findings: found } = JSON.parse(printed.join("")) as {
    findings: { where: string; problem: string }[];
  };
  expect(code).toBe(found.length > 0 ? 1 : 0);
  return found.map(({ where, problem }) => `${where.replace("s3://prompts", "")} ${problem}`.trim());
};

describe("switchhook-audio check", () => {
  it("finds nothing where every file can be played, and says how many there are", async () => {
    expect(await check()).toEqual({ code: 0, printed: [], noted: ["3 files, 0 findings."] });
  });

  it("reads the beginning of each file by range, and never the whole", async () => {
    bucket.put("en/welcome.wav", wav({ seconds: 60 }));
    await check();
    expect(bucket.requests.filter((request) => request.includes("welcome")).sort()).toEqual([
      "GET /prompts/en/welcome.wav bytes=0-4095",
      "GET /prompts/es/welcome.wav bytes=0-4095",
    ]);
  });

  it("says in a line what is wrong, with whom, and what to do about it", async () => {
    bucket.buckets.remove("prompts", "es/welcome.wav");
    const { code, printed } = await check();
    expect(code).toBe(1);
    expect(printed).toEqual([
      "s3://prompts/es/welcome.wav (welcome (es)): is not there. Upload it with `switchhook-audio sync`, or have it made with `switchhook-audio speak`.",
    ]);
  });

  it.each([
    ["audio/x-wav", wav(), "has the content type audio/x-wav"],
    ["audio/wav; charset=binary", wav(), "has the content type audio/wav; charset=binary"],
    ["audio/wav", wav({ bits: "32f" }), "is floating-point WAV: the service plays uncompressed PCM only"],
    ["audio/wav", Buffer.from("ID3 and so on, a song"), "is no WAV file, but an MP3"],
    ["audio/wav", Buffer.from("{}"), "is no WAV file"],
    ["audio/wav", new Uint8Array(), "is empty"],
  ])("finds a file that the service does not play: %s %#", async (type, content, problem) => {
    bucket.put("en/welcome.wav", content, type);
    expect(await findings()).toEqual([`/en/welcome.wav ${problem}`]);
  });

  it("finds a file of more than 50 MB", async () => {
    const file = new Uint8Array(50 * 1024 * 1024 + 1);
    file.set(wav());
    bucket.put("en/welcome.wav", file);
    expect(await findings()).toEqual([
      "/en/welcome.wav is larger than 50 MB, the most that the service plays",
    ]);
  });

  it("finds all that is wrong at once, a file of two prompts once", async () => {
    const { welcome } = prompts.prompts;
    bucket.prompts({ prompts: { ...prompts.prompts, hello: welcome } });
    bucket.buckets.remove("prompts", "en/welcome.wav");
    bucket.put("en/goodbye.wav", Buffer.from("{}"), "text/plain");
    const { printed } = await check();
    expect(printed.map((line) => line.split(". ")[0])).toEqual([
      "s3://prompts/en/welcome.wav (welcome, hello): is not there",
      "s3://prompts/en/goodbye.wav (goodbye): has the content type text/plain",
      "s3://prompts/en/goodbye.wav (goodbye): is no WAV file",
    ]);
  });

  it("learns the prompts from a module as well", async () => {
    const path = bucket.write(
      "audio.mjs",
      `export const audio = ${JSON.stringify({ ...prompts, bucket: "prompts" })};`,
    );
    const { noted } = await bucket.run(["check", "--prompts", path, "--account", account]);
    expect(noted).toEqual(["3 files, 0 findings."]);
  });
});

describe("the bucket policy", () => {
  const allowed: readonly [string, object][] = [
    ["by a list of actions", { Action: ["s3:PutObject", "s3:GetObject"] }],
    ["by an action with a wildcard", { Action: "s3:Get*" }],
    [
      "by a list of principals",
      { Principal: { Service: ["a.amazonaws.com", "voiceconnector.chime.amazonaws.com"] } },
    ],
    ["by each file", { Resource: keys.map((key) => `arn:aws:s3:::prompts/${key}`) }],
    [
      "for one application",
      { Condition: { ArnLike: { "aws:SourceArn": `arn:aws:chime:us-east-1:${account}:sma/*` } } },
    ],
    [
      "for one application of any region",
      {
        Condition: { ArnLike: { "aws:SourceArn": [`arn:aws:chime:*:${account}:sma/*`, "arn:aws:chime:*"] } },
      },
    ],
    [
      "over TLS only",
      {
        Condition: {
          StringEquals: { "aws:SourceAccount": account },
          Bool: { "aws:SecureTransport": "true" },
        },
      },
    ],
    ["by all actions but one", { Action: undefined, NotAction: "s3:DeleteObject" }],
  ];
  it.each(allowed)("may let the phone service read %s", async (_, more) => {
    bucket.policy(statement(more));
    expect(await findings()).toEqual([]);
  });

  const refused: readonly [string, object][] = [
    [
      "does not let the phone service read it",
      { Principal: { Service: "mediapipelines.chime.amazonaws.com" } },
    ],
    ["does not let the phone service read it", { Action: "s3:PutObject" }],
    ["does not let the phone service read it", { Resource: "arn:aws:s3:::prompts" }],
    [
      "does not let the phone service read it",
      { Condition: { StringEquals: { "aws:SourceAccount": "999988887777" } } },
    ],
    [
      "does not let the phone service read it",
      { Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:chime:us-east-1:999988887777:sma/x" } } },
    ],
    ["lets the phone service read it for any account", { Condition: {} }],
  ];
  it.each(refused)("is found when it %s %#", async (problem, more) => {
    bucket.policy(statement(more));
    expect(await findings()).toEqual([expect.stringMatching(`^has a policy that ${problem}(?::|$)`)]);
  });

  it.each([
    ["everybody", { Principal: "*", Condition: {} }],
    [
      "all accounts but another one",
      { Principal: "*", Condition: { StringNotEquals: { "aws:SourceAccount": "999988887777" } } },
    ],
    ["everybody but somebody else", { Principal: undefined, NotPrincipal: { AWS: "x" }, Condition: {} }],
  ])("is found when it denies to %s what another statement allows", async (_, more) => {
    bucket.policy(statement(), statement({ Effect: "Deny", ...more }));
    expect(await findings()).toEqual([
      "has a policy that does not let the phone service read it: a statement denies it",
    ]);
  });

  it("is found when it lets only some of the files be read, and which not", async () => {
    bucket.policy(statement({ Resource: "arn:aws:s3:::prompts/en/*" }));
    expect(await findings()).toEqual([
      expect.stringMatching(
        /^\/es\/welcome\.wav has a policy that does not let the phone service read it: no statement allows it/,
      ),
    ]);
  });

  it("is found when a condition of it cannot be judged", async () => {
    bucket.policy(statement({ Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }));
    expect(await findings()).toEqual([
      expect.stringMatching(/of which only AWS can judge whether .*IpAddress.*aws:SourceIp/),
    ]);
  });

  it("is found missing, with the statement that it needs", async () => {
    bucket.buckets.setPolicy("prompts", undefined);
    const { code, printed } = await check();
    expect(code).toBe(1);
    expect(printed).toHaveLength(1);
    expect(printed[0]).toContain("has no policy");
    const remedy = /\{.*\}/.exec(printed[0] ?? "")?.[0] ?? "";
    bucket.policy(JSON.parse(remedy) as object);
    expect(await findings()).toEqual([]);
  });

  it("is found when it cannot be understood", async () => {
    bucket.buckets.setPolicy("prompts", "{");
    expect(await findings()).toEqual([expect.stringContaining("the policy cannot be read as JSON")]);
  });

  it("is of a bucket of the account, or is not looked at", async () => {
    await check();
    expect([...bucket.expectedOwners]).toEqual([account]);
  });

  it("is not compared with an account that nobody named, and that is said", async () => {
    bucket.policy(statement({ Condition: { StringEquals: { "aws:SourceAccount": "999988887777" } } }));
    const unnamed = await bucket.run(["check", "--prompts", `${bucket.root}/prompts.json`]);
    expect(unnamed.code).toBe(0);
    expect(unnamed.noted[0]).toContain("--account names it");
    const env = { AWS_ACCOUNT_ID: account };
    expect((await bucket.run(["check", "--prompts", `${bucket.root}/prompts.json`], { env })).code).toBe(1);
  });
});

describe("when S3 fails, check", () => {
  it("asks again while it is throttled", async () => {
    bucket.faults.throttle("s3", 4);
    expect((await check()).code).toBe(0);
  });

  it("tells what it may not read, and which rights it needs", async () => {
    bucket.faults.fail("s3", 403, "AccessDenied");
    const { code, printed } = await check();
    expect(code).toBe(1);
    expect(printed).toHaveLength(4);
    expect(printed[0]).toMatch(/policy that may not be read.*s3:GetBucketPolicy/);
    expect(printed[1]).toMatch(/welcome\.wav .*may not be read with these credentials.*s3:GetObject/);
  });

  it("tells that the bucket is gone", async () => {
    const { code, printed } = await check("--bucket", "another");
    expect(code).toBe(1);
    expect(printed).toEqual([expect.stringMatching(/^s3:\/\/another \(all\): there is no such bucket\./)]);
  });

  it.each<[string, (() => void) | string]>([
    ["is out of order", "fail"],
    ["cuts the connection", "drop"],
  ])("gives up with what it was doing when it %s", async (_, fault) => {
    bucket.faults.demand("s3", fault as "fail", 99);
    const { code, printed, noted } = await check();
    expect({ code, printed }).toEqual({ code: 1, printed: [] });
    expect(noted).toEqual([expect.stringContaining("reading the policy of s3://prompts")]);
  });

  it("does not wait for ever", async () => {
    bucket.faults.hang("s3");
    const args = ["check", "--prompts", `${bucket.root}/prompts.json`];
    const { code, noted } = await bucket.run(args, {}, 30);
    expect(code).toBe(1);
    expect(noted[0]).toContain("TimeoutError");
  });
});

describe("switchhook-audio called wrongly", () => {
  it.each<[string[], string]>([
    [[], "What is to be done?"],
    [["chek"], '"chek" is no command'],
    [["check"], "Which prompts?"],
    [["check", "--colour"], "--colour"],
    [["check", "sounds", "--prompts", "x.json"], "check takes no folder"],
    [["sync"], "The folder must be given"],
    [["sync", "sounds"], "Which bucket?"],
    [["speak", "a", "b"], "One folder"],
    [["sync", "sounds", "--bucket", "prompts", "--account", "me"], "An account has 12 digits"],
  ])("says so, and how it is called: %j", async (args, message) => {
    const { code, noted } = await bucket.run(args);
    expect(code).toBe(2);
    expect(noted[0]).toContain(message);
    expect(noted[0]).toContain("switchhook-audio check --prompts");
  });

  it.each([
    ["{", "cannot be read"],
    [`{"prompts":{"a b":{}}}`, "the options of audio-s3 are wrong"],
  ])("says what is wrong with the prompts: %s", async (content, message) => {
    const { code, noted } = await bucket.run(["check", "--prompts", bucket.write("bad.json", content)]);
    expect(code).toBe(1);
    expect(noted[0]).toContain(message);
  });

  it("says what a module exports instead of prompts", async () => {
    const path = bucket.write("other.mjs", "export const menu = 1;");
    const { noted } = await bucket.run(["check", "--prompts", path]);
    expect(noted[0]).toContain("it exports neither `audio` nor a default, but menu");
  });
});
