import { Logger, silentLogger, value } from "@switchhook/core";
import { chimeMeetings } from "@switchhook/plugin-meeting-pin";
import {
  type LocalEndpoint,
  listen,
  type MeetingsApi,
  meetingsApi,
  simulateCall,
} from "@switchhook/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { phoneMenu } from "../src/ivr.js";
import { heard, sounds } from "./heard.js";
import { settings } from "./settings.js";

// The meetings service, on this machine; the flow speaks with it through the real SDK client.
let meetings: MeetingsApi;
let endpoint: LocalEndpoint;
beforeEach(async () => {
  meetings = meetingsApi("us-east-1");
  endpoint = await listen(meetings.app);
});
afterEach(() => endpoint.close());

const dial = () => {
  const client = {
    endpoint: endpoint.url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const handler = phoneMenu(settings, chimeMeetings({ client }), value(Logger, silentLogger));
  return simulateCall({ handler, rooms: meetings.store, ...sounds }).dial();
};

describe("the phone menu", () => {
  it("greets the caller, takes the PIN and joins the meeting", async () => {
    const call = await (await dial()).enter("12345#");
    expect(call.heard).toEqual(heard("welcome", "enter-pin"));
    expect(meetings.store.all()).toHaveLength(1);
    await call.hangUp();
    expect(call.problems).toEqual([]);
  });

  it("says so when no meeting has the PIN, and asks again", async () => {
    const call = await (await dial()).enter("9999#");
    expect(call.heard).toEqual(heard("welcome", "enter-pin", "invalid-pin"));
    expect(meetings.store.all()).toEqual([]);
  });
  // #if attendees

  it("mutes the caller with *6, and says so", async () => {
    const call = await (await dial()).enter("12345#");
    await call.enter("*6");
    expect(call.heard.at(-1)).toBe(heard("muted")[0]);
    const [meeting] = meetings.store.all();
    expect([...(meeting?.attendees.values() ?? [])].map(({ muted }) => muted)).toEqual([true]);
  });
  // #end
  // #if recording

  it("records the call with *9, and says so", async () => {
    const call = await (await dial()).enter("12345#");
    await call.enter("*9");
    expect(call.heard.at(-1)).toBe(heard("recording-started")[0]);
  });
  // #end
});
