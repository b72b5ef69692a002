import assert from "node:assert/strict";
import { Logger, silentLogger, value } from "@switchhook/core";
import { chimeMeetings } from "@switchhook/plugin-meeting-pin";
import { listen, meetingsApi, simulateCall } from "@switchhook/simulator";
import { dialIn } from "./dial-in.js";

const meetings = meetingsApi("us-east-1");
const endpoint = await listen(meetings.app);
try {
  const client = {
    endpoint: endpoint.url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const handler = dialIn(chimeMeetings({ client }), value(Logger, silentLogger));
  const call = await simulateCall({ handler, rooms: meetings.store }).dial();
  await call.enter("12345#");
  assert.equal(meetings.store.all().length, 1, "there is one meeting");
  await call.enter("*6");
  await call.hangUp();
  assert.deepEqual(call.heard, ["Welcome.", "Enter your PIN.", "You are muted."]);
  assert.deepEqual(call.problems, []);
  console.log(`Node ${process.version}: ${call.events.length} events, ${call.heard.length} prompts heard`);
} finally {
  await endpoint.close();
}
