import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  ChimeSDKMediaPipelinesClient,
  CreateMediaCapturePipelineCommand,
  DeleteMediaCapturePipelineCommand,
  GetMediaCapturePipelineCommand,
} from "@aws-sdk/client-chime-sdk-media-pipelines";
import {
  ChimeSDKMeetingsClient,
  CreateMeetingCommand,
  DeleteMeetingCommand,
} from "@aws-sdk/client-chime-sdk-meetings";
import {
  ChimeSDKVoiceClient,
  CreateSipMediaApplicationCallCommand,
  UpdateSipMediaApplicationCallCommand,
} from "@aws-sdk/client-chime-sdk-voice";
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PollyClient, SynthesizeSpeechCommand } from "@aws-sdk/client-polly";
import {
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import fc from "fast-check";
import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LocalDynamo } from "../../src/aws/local-dynamo.js";
import {
  BucketFolders,
  type LocalAws,
  type LocalEndpoint,
  listen,
  localAws,
  VirtualClock,
} from "../../src/index.js";
import { silentWav } from "../../src/speech/telephone-wav.js";

let folder: string;
let buckets: BucketFolders;
let aws: LocalAws;
let endpoint: LocalEndpoint;
let clock: VirtualClock;
let placed: unknown[];
let unserved: string[];
let made: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "switchhook-s3-"));
  buckets = new BucketFolders({ prompts: folder });
  clock = new VirtualClock();
  placed = [];
  unserved = [];
  made = [];
  aws = localAws({
    region: "us-east-1",
    clock,
    buckets,
    speak: async ({ text }) => {
      const path = join(folder, "spoken.wav");
      writeFileSync(path, silentWav(100 * text.length));
      return { path };
    },
    calls: {
      place: (call) => {
        placed.push(call);
        return "t-1";
      },
      update: (transactionId) => transactionId === "t-1",
    },
    onUnserved: (what) => unserved.push(what),
    onTableMade: (text) => made.push(text),
  });
  endpoint = await listen(aws.app);
});
afterEach(async () => {
  await endpoint.close();
  await aws.close();
});

/** What every real client needs to speak with the one local port. */
const local = () => ({
  endpoint: endpoint.url,
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: 1,
});

describe("S3: buckets that are folders", () => {
  const s3 = () => new S3Client(local());
  const put = (Key: string, Body: string | Readable, more: object = {}) =>
    s3().send(new PutObjectCommand({ Bucket: "prompts", Key, Body, ...more }));
  const get = (Key: string, more: object = {}) =>
    s3().send(new GetObjectCommand({ Bucket: "prompts", Key, ...more }));

  it("puts and gets an object, with its type and metadata; also one that is streamed", async () => {
    await put("a/hello.txt", "hello", { ContentType: "text/plain", Metadata: { hash: "1" } });
    const got = await get("a/hello.txt");
    expect(await got.Body?.transformToString()).toBe("hello");
    expect(got).toMatchObject({ ContentType: "text/plain", ContentLength: 5, Metadata: { hash: "1" } });
    const streamed = Readable.from([Buffer.from("one "), Buffer.from("two")]);
    await put("a/stream.txt", streamed, { ContentLength: 7 });
    expect(await (await get("a/stream.txt")).Body?.transformToString()).toBe("one two");
  });

  it("gets ranges, and refuses one outside", async () => {
    await put("digits", "0123456789");
    const part = await get("digits", { Range: "bytes=2-4" });
    expect(await part.Body?.transformToString()).toBe("234");
    expect(part.ContentRange).toBe("bytes 2-4/10");
    await expect(get("digits", { Range: "bytes=20-30" })).rejects.toMatchObject({ name: "InvalidRange" });
  });

  it("tells the head of a WAV that lies in the folder, and that an object or a bucket is not there", async () => {
    writeFileSync(join(folder, "there.wav"), silentWav(10));
    const head = await s3().send(new HeadObjectCommand({ Bucket: "prompts", Key: "there.wav" }));
    expect(head.ContentType).toBe("audio/wav");
    await expect(get("none")).rejects.toMatchObject({ name: "NoSuchKey" });
    await expect(s3().send(new GetObjectCommand({ Bucket: "nowhere", Key: "x" }))).rejects.toMatchObject({
      name: "NoSuchBucket",
    });
  });

  it("lists by prefix, by folder, and page by page; deletes", async () => {
    for (const key of ["a/1", "a/2", "a/b/3", "c"]) await put(key, key);
    const listed = (more: object) => s3().send(new ListObjectsV2Command({ Bucket: "prompts", ...more }));
    expect((await listed({ Prefix: "a/" })).Contents?.map(({ Key }) => Key)).toEqual(["a/1", "a/2", "a/b/3"]);
    const folders = await listed({ Delimiter: "/" });
    expect([
      folders.Contents?.map(({ Key }) => Key),
      folders.CommonPrefixes?.map(({ Prefix }) => Prefix),
    ]).toEqual([["c"], ["a/"]]);
    const first = await listed({ MaxKeys: 3 });
    expect(first.IsTruncated).toBe(true);
    const second = await listed({ MaxKeys: 3, ContinuationToken: first.NextContinuationToken });
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(["c"]);
    await s3().send(new DeleteObjectCommand({ Bucket: "prompts", Key: "c" }));
    expect((await listed({ Prefix: "c" })).KeyCount).toBe(0);
  });

  it("a policy decides whether the service may play and record; a content type whether it would (4.10)", async () => {
    writeFileSync(join(folder, "hi.wav"), silentWav(10));
    expect(buckets.find("prompts", "hi.wav")).toHaveProperty("path");
    const allow = (Action: string) => ({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "voiceconnector.chime.amazonaws.com" },
          Action,
          Resource: "arn:aws:s3:::prompts/*",
        },
      ],
    });
    const set = (policy: object) =>
      s3().send(new PutBucketPolicyCommand({ Bucket: "prompts", Policy: JSON.stringify(policy) }));
    await set(allow("s3:PutObject"));
    expect(buckets.find("prompts", "hi.wav")).toMatchObject({
      problem: expect.stringContaining("s3:GetObject"),
    });
    expect(buckets.fileFor("prompts", "x.wav")).toContain("x.wav");
    await set(allow("s3:GetObject"));
    expect(buckets.find("prompts", "hi.wav")).toHaveProperty("path");
    expect(buckets.fileFor("prompts", "x.wav")).toMatchObject({
      problem: expect.stringContaining("s3:PutObject"),
    });
    const { Policy } = await s3().send(new GetBucketPolicyCommand({ Bucket: "prompts" }));
    expect(JSON.parse(Policy ?? "")).toEqual(allow("s3:GetObject"));
    await put("typed.wav", Buffer.from(silentWav(10)).toString("latin1"), { ContentType: "audio/x-wav" });
    expect(buckets.find("prompts", "typed.wav")).toMatchObject({
      problem: expect.stringContaining("audio/x-wav"),
    });
  });

  it("no key leads out of its folder", async () => {
    const outside = mkdtempSync(join(tmpdir(), "switchhook-outside-"));
    mkdirSync(join(folder, "in"));
    symlinkSync(outside, join(folder, "in", "link"));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("..", ".", "a", "/", "%2e%2e", "\\", ""), { maxLength: 8 }),
        (parts) => {
          const path = buckets.pathOf("prompts", parts.join("/"));
          expect(path === undefined || path.startsWith(`${folder}/`)).toBe(true);
        },
      ),
    );
    expect(buckets.pathOf("prompts", ".switchhook/policy.json")).toBeUndefined();
  });
});

describe("Chime SDK Voice (4.4, 4.8)", () => {
  const voice = () => new ChimeSDKVoiceClient(local());
  const create = (more: object = {}) =>
    voice().send(
      new CreateSipMediaApplicationCallCommand({
        SipMediaApplicationId: "sma",
        FromPhoneNumber: "+12065550101",
        ToPhoneNumber: "+12065550102",
        ...more,
      }),
    );
  const update = (TransactionId: string, Arguments: Record<string, string>) =>
    voice().send(
      new UpdateSipMediaApplicationCallCommand({ SipMediaApplicationId: "sma", TransactionId, Arguments }),
    );

  it("places a call with arguments and headers", async () => {
    const { SipMediaApplicationCall } = await create({
      ArgumentsMap: { a: "1" },
      SipHeaders: { "X-A": "b" },
    });
    expect(SipMediaApplicationCall).toEqual({ TransactionId: "t-1" });
    expect(placed).toEqual([
      { from: "+12065550101", to: "+12065550102", sipHeaders: { "X-A": "b" }, args: { a: "1" } },
    ]);
  });

  it("updates a call; one that is not there is NotFound", async () => {
    expect((await update("t-1", { command: "go" })).SipMediaApplicationCall).toEqual({
      TransactionId: "t-1",
    });
    await expect(update("t-2", {})).rejects.toMatchObject({ name: "NotFoundException" });
  });

  it("refuses numbers that are none, and more than twenty pairs", async () => {
    await expect(create({ ToPhoneNumber: "call me" })).rejects.toMatchObject({ name: "BadRequestException" });
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`k${at}`, "v"]));
    await expect(create({ ArgumentsMap: many })).rejects.toMatchObject({ name: "BadRequestException" });
    await expect(update("t-1", many)).rejects.toMatchObject({ name: "BadRequestException" });
  });
});

describe("Media Pipelines (6.4)", () => {
  const pipelines = () => new ChimeSDKMediaPipelinesClient(local());
  const meetings = () => new ChimeSDKMeetingsClient(local());
  const meeting = async () => {
    const { Meeting } = await meetings().send(
      new CreateMeetingCommand({
        ClientRequestToken: "token",
        MediaRegion: "us-east-1",
        ExternalMeetingId: "weekly",
      }),
    );
    return Meeting;
  };
  const capture = (SourceArn: string | undefined, ClientRequestToken?: string) =>
    pipelines().send(
      new CreateMediaCapturePipelineCommand({
        SourceType: "ChimeSdkMeeting",
        SourceArn,
        SinkType: "S3Bucket",
        SinkArn: "arn:aws:s3:::recordings",
        ClientRequestToken,
      }),
    );
  const statusOf = async (MediaPipelineId: string | undefined) =>
    (await pipelines().send(new GetMediaCapturePipelineCommand({ MediaPipelineId }))).MediaCapturePipeline
      ?.Status;

  it("a capture begins, runs, and ends; a token gives the same one, a second is refused", async () => {
    const made = await meeting();
    const first = (await capture(made?.MeetingArn, "same")).MediaCapturePipeline;
    expect(first?.Status).toBe("Initializing");
    await clock.advance(1000);
    expect(await statusOf(first?.MediaPipelineId)).toBe("InProgress");
    expect((await capture(made?.MeetingArn, "same")).MediaCapturePipeline?.MediaPipelineId).toBe(
      first?.MediaPipelineId,
    );
    await expect(capture(made?.MeetingArn)).rejects.toMatchObject({ name: "ResourceLimitExceededException" });
    await pipelines().send(
      new DeleteMediaCapturePipelineCommand({ MediaPipelineId: first?.MediaPipelineId }),
    );
    await clock.advance(1000);
    expect(await statusOf(first?.MediaPipelineId)).toBe("Stopped");
  });

  it("ends with its meeting, and is none without one", async () => {
    const made = await meeting();
    const { MediaCapturePipeline } = await capture(made?.MeetingArn);
    await meetings().send(new DeleteMeetingCommand({ MeetingId: made?.MeetingId }));
    expect(await statusOf(MediaCapturePipeline?.MediaPipelineId)).toBe("Stopped");
    await expect(capture(made?.MeetingArn)).rejects.toMatchObject({ name: "NotFoundException" });
  });
});

describe("Polly, DynamoDB, and what is not there", () => {
  it("speaks PCM of 8 kHz, and refuses what telephones do not play", async () => {
    const polly = new PollyClient(local());
    const speak = (more: object) =>
      polly.send(
        new SynthesizeSpeechCommand({
          Text: "Hello",
          OutputFormat: "pcm",
          SampleRate: "8000",
          VoiceId: "Joanna",
          ...more,
        }),
      );
    const { AudioStream, ContentType } = await speak({});
    expect(ContentType).toBe("audio/pcm");
    expect((await AudioStream?.transformToByteArray())?.length).toBe(8000);
    await expect(speak({ OutputFormat: "mp3" })).rejects.toThrow("Only pcm is made here");
    await expect(speak({ Text: "x".repeat(3001) })).rejects.toMatchObject({
      name: "TextLengthExceededException",
    });
  });

  it("keeps tables in memory", async () => {
    const dynamo = new DynamoDBClient(local());
    await dynamo.send(
      new CreateTableCommand({
        TableName: "pins",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      }),
    );
    await dynamo.send(
      new PutItemCommand({ TableName: "pins", Item: { id: { S: "1" }, title: { S: "Weekly" } } }),
    );
    const { Item } = await dynamo.send(new GetItemCommand({ TableName: "pins", Key: { id: { S: "1" } } }));
    expect(Item?.title).toEqual({ S: "Weekly" });
  });

  it("makes a table that is not there by what is asked of it, and tells so", async () => {
    const dynamo = new DynamoDBClient(local());
    const Key = { caller: { S: "+1" }, at: { N: "1" } };
    const { Item } = await dynamo.send(new GetItemCommand({ TableName: "calls", Key }));
    expect(Item).toBeUndefined();
    await dynamo.send(new PutItemCommand({ TableName: "calls", Item: { ...Key, note: { S: "hi" } } }));
    expect((await dynamo.send(new GetItemCommand({ TableName: "calls", Key }))).Item?.note).toEqual({
      S: "hi",
    });
    await dynamo.send(
      new PutItemCommand({ TableName: "pins", Item: { title: { S: "Weekly" }, pinId: { S: "1" } } }),
    );
    expect(made).toEqual([
      "The table calls was made, with the key caller and at.",
      "The table pins was made, with the key pinId.",
    ]);
  });

  it("makes a table once for requests that ask for it at the same time, and answers them all", async () => {
    const dynamo = new DynamoDBClient({ ...local(), maxAttempts: 1 });
    const put = (id: string) =>
      dynamo.send(new PutItemCommand({ TableName: "calls", Item: { id: { S: id } } }));
    const answers = await Promise.all(["1", "2", "3", "4"].map(put));
    expect(answers.map(({ $metadata }) => $metadata.httpStatusCode)).toEqual([200, 200, 200, 200]);
    expect(made).toEqual(["The table calls was made, with the key id."]);
  });

  it("answers what a table was made for once it is there, also where that takes a while", async () => {
    const slow = new LocalDynamo(() => {}, 50);
    const endpoint = await listen(new Hono().all("*", (c) => slow.forward(c)));
    const dynamo = new DynamoDBClient({ ...local(), endpoint: endpoint.url, maxAttempts: 1 });
    const put = { TableName: "calls", Item: { id: { S: "1" } } };
    expect((await dynamo.send(new PutItemCommand(put))).$metadata.httpStatusCode).toBe(200);
    await endpoint.close();
    await slow.close();
  });

  it.each(["before it was asked for", "after it was"])(
    "refuses what a handler asks for behind its end, when that came %s",
    async (when) => {
      const dynamo = new DynamoDBClient({ ...local(), maxAttempts: 1 });
      const put = () => dynamo.send(new PutItemCommand({ TableName: "calls", Item: { id: { S: "1" } } }));
      if (when === "after it was") await put();
      await aws.close();
      await expect(put()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    },
  );

  it("tells what it does not serve, and fails that at once", async () => {
    const response = await fetch(endpoint.url, {
      method: "POST",
      headers: {
        "x-amz-target": "AWSLambda.Invoke",
        authorization: "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/sqs/aws4_request",
      },
    });
    expect(response.status).toBe(400);
    expect(unserved).toEqual(["AWSLambda.Invoke"]);
  });

  it("faults on demand hold for every service", async () => {
    aws.meetings.faults.demand("s3", "throttle", 1);
    const s3 = new S3Client(local());
    const list = () => s3.send(new ListObjectsV2Command({ Bucket: "prompts" }));
    await expect(list()).rejects.toMatchObject({ $metadata: { httpStatusCode: 429 } });
    await expect(list()).resolves.toBeDefined();
    aws.meetings.faults.demand("polly", "drop", 1);
    const polly = new PollyClient(local());
    await expect(
      polly.send(new SynthesizeSpeechCommand({ Text: "Hi", OutputFormat: "pcm", VoiceId: "Joanna" })),
    ).rejects.toThrow();
  });

  it("a lost connection and a lost reply are told apart for every service", async () => {
    const dynamo = new DynamoDBClient({ ...local(), maxAttempts: 1 });
    const put = (id: string) =>
      dynamo.send(new PutItemCommand({ TableName: "calls", Item: { id: { S: id } } }));
    const isThere = async (id: string) =>
      (await dynamo.send(new GetItemCommand({ TableName: "calls", Key: { id: { S: id } } }))).Item !==
      undefined;
    aws.meetings.faults.demand("dynamodb", "drop", 1);
    await expect(put("dropped")).rejects.toThrow();
    expect(await isThere("dropped")).toBe(false);
    aws.meetings.faults.demand("dynamodb", "lose reply", 1);
    await expect(put("carried out")).rejects.toThrow();
    expect(await isThere("carried out")).toBe(true);
  });
});
