import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PutBucketPolicyCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { BucketFolders, listen, localAws, VirtualClock, type VoiceInventory } from "@switchhook/simulator";
import { type Context, Hono } from "hono";
import { doctorCommand } from "../src/doctor-command.js";

const account = "111122223333";
export const number = "+12025550123";
export const functionArn = (region: string): string => `arn:aws:lambda:${region}:${account}:function:ivr`;
export const applicationArn = (region: string, id: string): string =>
  `arn:aws:chime:${region}:${account}:sma/${id}`;

const service = { Service: "voiceconnector.chime.amazonaws.com" };
const pipelines = { Service: "mediapipelines.chime.amazonaws.com" };
export const bucketPolicy = (
  bucket: string,
  actions: string[],
  conditions: object = {},
  Principal: object = service,
) => ({
  Statement: [
    {
      Effect: "Allow",
      Principal,
      Action: actions,
      Resource: `arn:aws:s3:::${bucket}/*`,
      Condition: { StringEquals: { "aws:SourceAccount": account, ...conditions } },
    },
    // As of enforceSSL.
    {
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "s3:*",
      Resource: `arn:aws:s3:::${bucket}/*`,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
});

type Settings = Pick<
  LocalAccount,
  "functions" | "bucketRegions" | "denied" | "expired" | "requests" | "unreserved" | "quotas" | "messageLogs"
>;

/** A function as Lambda tells of it. */
export interface DeployedFunction {
  configuration: Record<string, unknown>;
  policy: unknown;
  reserved: number | undefined;
}

/** An account on this machine, deployed as it should be; a test spoils one thing of it. */
export interface LocalAccount {
  readonly application: Record<string, unknown> & { SipMediaApplicationId: string };
  readonly rule: Record<string, unknown> & { SipRuleId: string };
  readonly phoneNumber: Record<string, unknown> & { PhoneNumberId: string };
  readonly inventory: { -readonly [part in keyof VoiceInventory]-?: NonNullable<VoiceInventory[part]> };
  readonly functions: Map<string, DeployedFunction>;
  /** Executions that the account has for all functions without a reserved share. */
  unreserved: number;
  /** What Service Quotas lists of `chime`. */
  readonly quotas: { QuotaName: string; QuotaCode: string; Value: number }[];
  /** Whether the application logs its SIP messages. */
  messageLogs: boolean;
  /** Where buckets are; the others are in us-east-1. */
  readonly bucketRegions: Map<string, string>;
  /** Beginnings of paths, or of methods and paths, that answer that access is denied. */
  readonly denied: Set<string>;
  /** Whether nothing is answered but that the token has expired. */
  expired: boolean;
  /** Methods and paths of all requests. */
  readonly requests: string[];
  setPolicy(bucket: string, policy: object): Promise<void>;
  putPrompt(key: string, contentType: string, bytes?: Uint8Array): Promise<void>;
  /** Puts a file there without asking the service. */
  addObject(bucket: string, key: string, content: string): void;
  /** Runs `switchhook-doctor` against it. */
  doctor(...args: string[]): Promise<{ exit: number; printed: string[]; noted: string[] }>;
  close(): Promise<void>;
}

export async function deployedAccount(): Promise<LocalAccount> {
  const folder = mkdtempSync(join(tmpdir(), "switchhook-doctor-"));
  const buckets = new BucketFolders(
    Object.fromEntries(
      ["prompts", "recordings", "captures", "western"].map((name) => {
        mkdirSync(join(folder, name));
        return [name, join(folder, name)];
      }),
    ),
  );
  const application = {
    SipMediaApplicationId: "sma-1",
    AwsRegion: "us-east-1",
    Name: "dial-in",
    Endpoints: [{ LambdaArn: functionArn("us-east-1") }],
  };
  const phoneNumber = {
    PhoneNumberId: number,
    E164PhoneNumber: number,
    ProductType: "SipMediaApplicationDialIn",
    Status: "Assigned",
  };
  const rule = {
    SipRuleId: "rule-1",
    Name: "dial-in",
    Disabled: false,
    TriggerType: "ToPhoneNumber",
    TriggerValue: number,
    TargetApplications: [{ SipMediaApplicationId: "sma-1", Priority: 1, AwsRegion: "us-east-1" }],
  };
  const inventory = { applications: [application], rules: [rule], phoneNumbers: [phoneNumber] };
  const local: Settings = {
    quotas: [
      { QuotaName: "SIP media application create call API rate", QuotaCode: "L-1", Value: 1 },
      { QuotaName: "Voice Connector active calls", QuotaCode: "L-2", Value: 3 },
      { QuotaName: "SIP media application active calls", QuotaCode: "L-3", Value: 10 },
      { QuotaName: "Lex bots for StartBotConversation", QuotaCode: "L-4", Value: 0 },
    ],
    messageLogs: true,
    functions: new Map([[functionArn("us-east-1"), soundFunction("us-east-1")]]),
    bucketRegions: new Map<string, string>(),
    denied: new Set<string>(),
    expired: false,
    requests: [],
    unreserved: 1000,
  };
  const aws = localAws({
    region: "us-east-1",
    clock: new VirtualClock(),
    buckets,
    calls: { place: () => "t", update: () => false },
    speak: async () => ({ problem: "nothing is spoken here" }),
    inventory: () => inventory,
  });
  const endpoint = await listen(endpointOf(local, aws.app));
  const client = {
    endpoint: endpoint.url,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  };
  const s3 = new S3Client({ ...client, region: "us-east-1" });
  const setup: LocalAccount = Object.assign(local, {
    application,
    rule,
    phoneNumber,
    inventory,
    async setPolicy(bucket: string, policy: object) {
      await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: JSON.stringify(policy) }));
    },
    async putPrompt(Key: string, ContentType: string, Body = wav(1)) {
      await s3.send(new PutObjectCommand({ Bucket: "prompts", Key, Body, ContentType }));
    },
    addObject(bucket: string, key: string, content: string) {
      const file = join(folder, bucket, key);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    },
    async doctor(...args: string[]) {
      const printed: string[] = [];
      const noted: string[] = [];
      local.requests.length = 0;
      const exit = await doctorCommand(
        ["--region", "us-east-1", ...args],
        { print: (line) => printed.push(line), note: (line) => noted.push(line) },
        client,
      );
      return { exit, printed, noted };
    },
    async close() {
      s3.destroy();
      await endpoint.close();
      await aws.close();
      rmSync(folder, { recursive: true });
    },
  });
  await setup.setPolicy("prompts", bucketPolicy("prompts", ["s3:GetObject"]));
  await setup.setPolicy("recordings", bucketPolicy("recordings", ["s3:PutObject", "s3:PutObjectAcl"]));
  await setup.setPolicy(
    "captures",
    bucketPolicy("captures", ["s3:PutObject", "s3:PutObjectAcl"], {}, pipelines),
  );
  await setup.putPrompt("welcome.wav", "audio/wav");
  return setup;
}

/** A WAV file without sound, of a kind such as 1 for PCM and 7 for mu-law. */
export function wav(kind: number): Buffer {
  const bytes = Buffer.alloc(44);
  bytes.write("RIFF", 0);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(kind, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8000, 24);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  return bytes;
}

export const soundFunction = (region: string): DeployedFunction => ({
  configuration: { Runtime: "nodejs24.x", Timeout: 10, State: "Active", PackageType: "Zip" },
  policy: {
    Statement: [
      {
        Effect: "Allow",
        Principal: service,
        Action: "lambda:InvokeFunction",
        Resource: functionArn(region),
        Condition: { StringEquals: { "AWS:SourceAccount": account } },
      },
    ],
  },
  reserved: undefined,
});

/** Lambda in front of the simulator's services. */
function endpointOf(local: Settings, others: Hono): Hono {
  // S3's clients end the path of a bucket with a slash.
  const app = new Hono({ strict: false });
  app.use("*", async (c, next) => {
    local.requests.push(`${c.req.method} ${c.req.path} ${c.req.header("x-amz-target") ?? ""}`.trim());
    if (local.expired) {
      return c.json({ message: "the token has expired" }, 403, {
        "x-amzn-errortype": "ExpiredTokenException",
      });
    }
    const asked = [c.req.path, `${c.req.method} ${c.req.path}`];
    if (![...local.denied].some((path) => asked.some((one) => one.startsWith(path)))) return next();
    return /^\/(?:prompts|recordings|captures|western)\b/.test(c.req.path)
      ? c.body("<Error><Code>AccessDenied</Code></Error>", 403, { "content-type": "application/xml" })
      : c.json({ message: "no" }, 403, { "x-amzn-errortype": "AccessDeniedException" });
  });
  const answer = (c: Context, pick: (found: DeployedFunction) => object | undefined): Response => {
    const found = local.functions.get(decodeURIComponent(c.req.param("name") ?? ""));
    const answered = found && pick(found);
    return answered === undefined
      ? c.json({ Message: "no such" }, 404, { "x-amzn-errortype": "ResourceNotFoundException" })
      : c.json(answered);
  };
  app.get("/2015-03-31/functions/:name/configuration", (c) =>
    answer(c, ({ configuration }) => configuration),
  );
  app.get("/2015-03-31/functions/:name/policy", (c) =>
    answer(c, ({ policy }) => (policy === undefined ? undefined : { Policy: JSON.stringify(policy) })),
  );
  app.get("/2019-09-30/functions/:name/concurrency", (c) =>
    answer(c, ({ reserved }) => ({ ReservedConcurrentExecutions: reserved })),
  );
  app.get("/2016-08-19/account-settings", (c) =>
    c.json({ AccountLimit: { UnreservedConcurrentExecutions: local.unreserved } }),
  );
  app.get("/sip-media-applications/:id/logging-configuration", (c) =>
    c.json({
      SipMediaApplicationLoggingConfiguration: { EnableSipMediaApplicationMessageLogs: local.messageLogs },
    }),
  );
  // Two to a page, so that there is more than one.
  app.post("/", async (c) => {
    if (!c.req.header("x-amz-target")?.endsWith(".ListServiceQuotas")) return c.json({}, 400);
    const { ServiceCode, NextToken = "0" } = (await c.req.json()) as Record<string, string>;
    const quotas = ServiceCode === "chime" ? local.quotas : [];
    const from = Number(NextToken);
    const next = from + 2 < quotas.length ? { NextToken: String(from + 2) } : {};
    return c.json({ Quotas: quotas.slice(from, from + 2), ...next });
  });
  // The simulator's buckets are all in one region. Hono takes HEAD for GET.
  app.get("/:bucket", async (c, next) => {
    const region = local.bucketRegions.get(c.req.param("bucket"));
    if (c.req.method !== "HEAD" || region === undefined) return next();
    return c.body(null, 200, { "x-amz-bucket-region": region });
  });
  app.all("*", (c) => others.fetch(c.req.raw, c.env));
  return app;
}
