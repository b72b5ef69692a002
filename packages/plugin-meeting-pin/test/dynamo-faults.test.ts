import { BucketFolders, type LocalEndpoint, listen, localAws, realClock } from "@switchhook/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  dynamoDirectory,
  dynamoGuessGuard,
  dynamoRooms,
  MeetingDirectory,
  MeetingRooms,
  openPinTable,
} from "../src/index.js";
import { type DialIn, dialAndType, startDialIn } from "./dial-in.js";
import { keyNumber } from "./local-dynamo.js";
import { serviceOf } from "./service-of.js";

let aws: ReturnType<typeof localAws>;
let endpoint: LocalEndpoint;
let app: DialIn | undefined;
beforeEach(async () => {
  aws = localAws({
    region: "eu-central-1",
    clock: realClock,
    buckets: new BucketFolders({}),
    speak: async () => ({ problem: "nothing is spoken here" }),
    calls: { place: () => "", update: () => false },
  });
  endpoint = await listen(aws.app);
  await openPinTable(options()).create();
  await openPinTable(options()).add({ id: "weekly", pin: "12345" });
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  await endpoint.close();
  await aws.close();
});

const options = () => ({
  table: "pins",
  keys: keyNumber(1),
  client: {
    endpoint: endpoint.url,
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 15_000 },
  },
  retryDelayMs: () => 0,
});
const tableOnly = () => {
  const { keys: _keys, ...table } = options();
  return table;
};
const faults = () => aws.meetings.faults;

/** What a caller with the right PIN hears. */
async function heard(): Promise<readonly string[]> {
  app = await startDialIn(dynamoDirectory(options()), { services: [dynamoGuessGuard(options())] });
  const call = await dialAndType(app, ["12345#"]);
  const joined = call.responses.some(({ Actions }) =>
    Actions?.some(({ Type }) => Type === "JoinChimeMeeting"),
  );
  if (!joined) await call.untilEnded();
  expect(call.problems).toEqual([]);
  return joined ? [...call.heard, "(in the meeting)"] : call.heard;
}

describe("DynamoDB that fails", () => {
  it("now and then is asked again: the caller does not notice", async () => {
    faults().fail("dynamodb", 400, "ProvisionedThroughputExceededException", 2);
    faults().fail("dynamodb", 500, "InternalServerError", 1);
    expect(await heard()).toEqual(["enter-pin", "(in the meeting)"]);
  });

  it.each([
    ["denies", "AccessDeniedException", 400],
    ["has no such table", "ResourceNotFoundException", 400],
    ["is down", "InternalServerError", 500],
    ["throttles for good", "ThrottlingException", 400],
  ])("for it %s is told to the caller, and is in the log with its cause", async (_, code, status) => {
    faults().fail("dynamodb", status, code);
    expect(await heard()).toEqual(["enter-pin", "meeting-unavailable"]);
    const [entry] = app?.log.filter(({ level }) => level === "error") ?? [];
    expect(entry?.fields).toMatchObject({
      code: "IVR_MEETING_UNAVAILABLE",
      error: { cause: { name: code } },
    });
  });

  it("by not answering is given up after two seconds", async () => {
    app = await startDialIn(dynamoDirectory(options()), { services: [dynamoGuessGuard(options())] });
    const call = await app.caller().dial();
    faults().hang("dynamodb");
    await call.press("12345");
    call.call.press("#");
    await call.elapseMeanwhile(2000);
    await call.untilEnded();
    expect(call.heard).toEqual(["enter-pin", "meeting-unavailable"]);
  });

  it("by losing the reply to the claim of a meeting's end leaves the end to whoever has claimed it", async () => {
    const rooms = await serviceOf(MeetingRooms, dynamoRooms(tableOnly()));
    await rooms.lock("weekly", true);
    faults().demand("dynamodb", "lose reply", 1);
    expect(await rooms.claimEnd("weekly", "a")).toBeDefined();
    expect(await rooms.claimEnd("weekly", "b")).toBeUndefined();
    await rooms.ended("weekly", { deleted: true });
    expect(await rooms.claimEnd("weekly", "b")).toBeDefined();
  });

  it("with an item that something else wrote is no silence", async () => {
    const directory = await serviceOf(MeetingDirectory, dynamoDirectory(options()));
    const { DynamoDBDocumentClient, UpdateCommand } = await import("@aws-sdk/lib-dynamodb");
    const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
    const raw = DynamoDBDocumentClient.from(new DynamoDBClient(options().client));
    await raw.send(
      new UpdateCommand({
        TableName: "pins",
        Key: { pk: "listing#weekly" },
        UpdateExpression: "SET #capacity = :many",
        ExpressionAttributeNames: { "#capacity": "capacity" },
        ExpressionAttributeValues: { ":many": 4000 },
      }),
    );
    raw.destroy();
    await expect(directory.find("12345")).rejects.toMatchObject({
      code: "IVR_DIRECTORY_INVALID",
      message: expect.stringContaining("capacity"),
    });
  });
});
