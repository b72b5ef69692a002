import { Logger, silentLogger, value } from "@switchhook/core";
import {
  BucketFolders,
  type LocalAws,
  type LocalEndpoint,
  listen,
  localAws,
  type PartyScript,
  realClock,
  type SimulatedCall,
  simulateCall,
} from "@switchhook/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { reminders } from "../outbound-reminder/ivr.js";
import { placeReminder } from "../outbound-reminder/place.js";
import { ReminderOutcomes } from "../outbound-reminder/reminder.js";

const told: string[] = [];
const handler = reminders(
  value(Logger, silentLogger),
  value(ReminderOutcomes, {
    tell: async (appointment, outcome) => void told.push(`${appointment}: ${outcome}`),
  }),
);

let aws: LocalAws;
let endpoint: LocalEndpoint;
let placed: SimulatedCall;
let patient: PartyScript;
beforeEach(async () => {
  told.length = 0;
  patient = { answersAfterMs: 3000 };
  aws = localAws({
    region: "us-east-1",
    clock: realClock,
    buckets: new BucketFolders({}),
    speak: () => Promise.reject(new Error("nothing is spoken here")),
    calls: {
      place({ from, to, args }) {
        const outbound = args ? { args } : {};
        placed = simulateCall({ handler, setup: { from, to, outbound }, parties: () => patient });
        return placed.call.transactionId;
      },
      update: () => false,
    },
  });
  endpoint = await listen(aws.app);
});
afterEach(async () => {
  await endpoint.close();
  await aws.close();
});

/** Through the real client; the call is up when the patient was asked, or over. */
async function remind(): Promise<SimulatedCall> {
  const to = "+12065550142";
  const transaction = await placeReminder(
    "sma-1",
    { from: "+12065550100", to, appointment: "A-17", when: "Tuesday at ten" },
    {
      endpoint: endpoint.url,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    },
  );
  expect(transaction).toBe(placed.call.transactionId);
  return placed.dial();
}

describe("an outbound reminder", () => {
  it("says when the appointment is, and tells that it was confirmed", async () => {
    const call = await remind();
    await call.elapse(3500);
    await (await call.press("1")).untilEnded();
    expect(call.heard[0]).toContain("You have an appointment on Tuesday at ten.");
    expect(call.heard.at(-1)).toBe("Thank you. We are expecting you. Goodbye.");
    expect(told).toEqual(["A-17: confirmed"]);
    expect(call.problems).toEqual([]);
  });

  it("tells that the patient wants to be called back", async () => {
    const call = await remind();
    await call.elapse(3500);
    await (await call.press("2")).untilEnded();
    expect(told).toEqual(["A-17: call-back"]);
  });

  it("asks three times who only listens, as a machine does, and hangs up", async () => {
    const call = await (await remind()).untilEnded();
    expect(call.heard.filter((text) => text.includes("Tuesday at ten"))).toHaveLength(3);
    expect(call.heard.at(-1)).toBe("We will try again another time. Goodbye.");
    expect(told).toEqual(["A-17: not-answered"]);
  });

  it.each<[string, PartyScript]>([
    ["busy", { refusesAfterMs: 500, code: 486 }],
    ["not there", { refusesAfterMs: 20_000, code: 480 }],
  ])("tells once of a patient who is %s", async (_how, script) => {
    patient = script;
    const call = await (await remind()).untilEnded();
    expect(call.heard).toEqual([]);
    expect(told).toEqual(["A-17: not-answered"]);
    expect(call.problems).toEqual([]);
  });

  it("tells of a patient who hangs up in the middle", async () => {
    const call = await remind();
    await call.elapse(3500);
    await (await call.hangUp()).untilEnded();
    expect(told).toEqual(["A-17: not-answered"]);
  });

  it("says sorry when it was placed without an appointment", async () => {
    const call = simulateCall({
      handler,
      setup: { from: "+12065550100", to: "+12065550142", outbound: { args: {} } },
      parties: () => patient,
    });
    await (await call.dial()).untilEnded();
    expect(call.heard).toEqual(["Sorry, we have called you by mistake. Goodbye."]);
    expect(told).toEqual([]);
  });
});
