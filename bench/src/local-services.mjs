import { fileURLToPath } from "node:url";
import { openPinTable } from "@switchhook/plugin-meeting-pin";
import { BucketFolders, listen, localAws, realClock } from "@switchhook/simulator";

const table = "pins";
const key = (number) => Buffer.alloc(32, number).toString("base64");
const keys = key(1);
const region = "us-east-1";

/** What leads an SDK client to an endpoint on loopback. */
export const clientOf = (endpoint) => ({
  endpoint,
  region,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

/** The environments of the deployed app, by its meeting directory. */
const directories = {
  open: { MEETING_DIRECTORY: "open" },
  "a JSON file": {
    MEETING_DIRECTORY: fileURLToPath(new URL("../../apps/lambda/demo-meetings.json", import.meta.url)),
  },
  "DynamoDB, with the guess guard": { MEETING_DIRECTORY: `dynamodb:${table}`, PIN_KEYS: keys },
  "the same while its key is changed": {
    MEETING_DIRECTORY: `dynamodb:${table}`,
    PIN_KEYS: `${key(2)},${keys}`,
  },
};

function operationOf({ method, headers, url }) {
  const [, dynamo] = (headers.get("x-amz-target") ?? "").split(".");
  const { pathname, search } = new URL(url);
  const rest = {
    "POST /meetings": "CreateMeeting",
    "POST /meetings?operation=create-attendees": "CreateMeetingWithAttendees",
    "POST /meetings/ID/attendees": "CreateAttendee",
    "DELETE /meetings/ID/attendees/ID": "DeleteAttendee",
  };
  const asked = `${method} ${pathname.replace(/[0-9a-f-]{36}/g, "ID")}${search}`;
  return dynamo ?? rest[asked] ?? asked;
}

/** The services that the deployed app asks, on loopback, with a PIN in the table; every request is noted. */
export async function localServices() {
  const aws = localAws({
    region,
    clock: realClock,
    buckets: new BucketFolders({}),
    calls: { place: () => "", update: () => false },
    speak: async () => ({ problem: "nothing is spoken" }),
  });
  let requests = [];
  let delayMs = 0;
  const endpoint = await listen({
    async fetch(request, env) {
      const noted = {
        operation: operationOf(request),
        attempt: /attempt=(\d+)/.exec(request.headers.get("amz-sdk-request") ?? "")?.[1] ?? "1",
        began: performance.now(),
      };
      requests.push(noted);
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      const response = await aws.app.fetch(request, env);
      noted.ended = performance.now();
      return response;
    },
  });
  const pins = openPinTable({ table, keys, client: clientOf(endpoint.url) });
  await pins.create();
  await pins.add({ id: "weekly", title: "Weekly", pin: "12345" });
  return {
    /** The environment of the deployed app with each directory. */
    environments: Object.fromEntries(
      Object.entries(directories).map(([name, directory]) => [
        name,
        {
          ...directory,
          PROMPT_BUCKET: "prompts",
          RECORDING_BUCKET: "recordings",
          AWS_ENDPOINT_URL: endpoint.url,
          AWS_REGION: region,
          AWS_ACCESS_KEY_ID: "local",
          AWS_SECRET_ACCESS_KEY: "local",
        },
      ]),
    ),
    /** Lets every answer wait, so that what is asked for at once shows. */
    delayBy: (ms) => {
      delayMs = ms;
    },
    /** The requests since the last time. */
    takeRequests() {
      const taken = requests;
      requests = [];
      return taken;
    },
    async close() {
      await endpoint.close();
      await aws.close();
    },
  };
}
