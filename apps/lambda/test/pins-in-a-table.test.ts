import { Logger, silentLogger, value } from "@switchhook/core";
import { openPinTable } from "@switchhook/plugin-meeting-pin";
import {
  BucketFolders,
  type LocalAws,
  type LocalEndpoint,
  listen,
  localAws,
  realClock,
  simulateCall,
} from "@switchhook/simulator";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { readConfig } from "../src/config.js";
import { dialIn } from "../src/ivr.js";

const keys = Buffer.alloc(32, 7).toString("base64");
let aws: LocalAws;
let endpoint: LocalEndpoint;

beforeAll(async () => {
  aws = localAws({
    region: "us-east-1",
    clock: realClock,
    buckets: new BucketFolders({}),
    speak: () => Promise.reject(new Error("nothing is spoken here")),
    calls: {
      place: () => "none",
      update: () => false,
    },
  });
  endpoint = await listen(aws.app);
});
afterAll(async () => {
  await endpoint.close();
  await aws.close();
});

it("a PIN as `switchhook-pins add` draws it lets a caller in, with nothing but the table and its keys configured", async () => {
  // As Lambda gives them to the SDK: the app is not told anything of its own.
  vi.stubEnv("AWS_ENDPOINT_URL", endpoint.url);
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
  const pins = openPinTable({ table: "meetings", keys });
  await pins.create();
  const { pin } = await pins.add({ id: "weekly" });
  const config = readConfig({
    PROMPT_BUCKET: "prompts",
    RECORDING_BUCKET: "recordings",
    MEETING_DIRECTORY: "dynamodb:meetings",
    PIN_KEYS: keys,
  });
  const handler = dialIn(config, value(Logger, silentLogger));
  const call = await simulateCall({ handler, rooms: aws.meetings.store }).dial();
  await call.enter(`${pin}#`);
  expect(aws.meetings.store.all().map(({ attendees }) => attendees.size)).toEqual([1]);
  await call.hangUp();
  expect(call.warnings).toEqual([]);
});
