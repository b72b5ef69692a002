import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { value } from "@switchhook/core";
import type { PartyScript, SimulatedCall } from "@switchhook/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appointmentReminder } from "../outbound-reminder/appointment-reminder.js";
import { dynamoOutcomes } from "../outbound-reminder/dynamo-outcomes.js";
import { reminderCalls } from "../outbound-reminder/ivr.js";
import { type Reminder, remind } from "../outbound-reminder/remind.js";
import { type ReminderOutcome, ReminderOutcomes } from "../outbound-reminder/reminder-outcomes.js";
import { type LocalServices, startLocalServices } from "./local-services.js";

const reminder: Reminder = {
  to: "+12065550102",
  from: "+12065550101",
  application: "sma-1",
  appointment: "a-17",
  at: "2026-12-03T17:30:00Z",
  timeZone: "America/Los_Angeles",
};
const said =
  "Hello, this is Example Dental. You have an appointment on Thursday, December 3, at 9:30 AM. To confirm it, press 1. To be called back, press 2. To cancel it, press 3.";
const keys = "Please press 1, 2 or 3.";
const message =
  "This is a message from Example Dental. You have an appointment on Thursday, December 3, at 9:30 AM. To change it, please call us. Goodbye.";
const answering: PartyScript = { answersAfterMs: 2000 };

let services: LocalServices;
let told: ReminderOutcome[];
beforeEach(async () => {
  services = await startLocalServices();
  told = [];
});
afterEach(() => services.close());

const keep = value(ReminderOutcomes, { tell: (outcome) => void told.push(outcome) });

async function reminded({
  party = answering,
  outcomes = keep,
  ...rest
}: { party?: PartyScript; outcomes?: typeof keep } & Partial<Reminder> = {}): Promise<SimulatedCall> {
  services.placesCallsOf(reminderCalls(...services.bindings, outcomes), party);
  const transactionId = await remind({ ...reminder, ...rest }, services.client);
  const call = services.placed.find((one) => one.call.transactionId === transactionId);
  if (!call) throw new Error("no call was placed");
  // Dialled, rung and answered, or not.
  await call.elapse(3000);
  return call.untilQuiet();
}

describe("a reminder call", () => {
  it.each([
    ["1", "confirmed", "Thank you. We are looking forward to seeing you."],
    ["2", "call-back", "Thank you. We are going to call you back."],
    ["3", "cancelled", "Your appointment is cancelled. Goodbye."],
  ])("says when the appointment is, and tells what key %s stands for, once", async (key, result, heard) => {
    const call = await reminded();
    await call.enter(key);
    await call.untilEnded();
    expect(call.heard).toEqual([said, heard]);
    expect(told).toEqual([
      { transactionId: call.call.transactionId, appointment: "a-17", result, at: expect.any(Number) },
    ]);
    expect(call.warnings).toEqual([]);
  });

  it("speaks the language of the called party", async () => {
    const call = await reminded({ language: "es-US" });
    expect(call.heard[0]).toContain("Usted tiene una cita el jueves, 3 de diciembre, a las 9:30");
  });

  it("is left as a message, whole, where no key is pressed, as on an answering machine", async () => {
    const call = await reminded();
    await call.untilEnded();
    expect(call.heard).toEqual([said, keys, said, keys, message]);
    expect(told).toMatchObject([{ result: "no-key" }]);
    expect(call.problems).toEqual([]);
  });

  it("says it again after another key", async () => {
    const call = await reminded();
    await call.enter("7");
    await call.enter("1");
    await call.untilEnded();
    expect(call.heard.slice(0, 2)).toEqual([said, said]);
    expect(told).toMatchObject([{ result: "confirmed" }]);
  });

  it("tells that somebody hung up in the middle of it", async () => {
    const call = await reminded();
    await call.hangUp();
    expect(told).toMatchObject([{ result: "hung-up" }]);
  });

  it("tells that somebody confirmed and hung up before being thanked, and nothing else", async () => {
    const call = await reminded();
    await call.press("1");
    await call.elapse(1000);
    await call.hangUp();
    expect(told).toMatchObject([{ result: "confirmed" }]);
  });

  it.each([
    [486, "busy"],
    [480, "no-answer"],
    [404, "unreachable"],
  ])("that ends with SIP code %i is told as %s, and nothing is said", async (code, result) => {
    const call = await reminded({ party: { refusesAfterMs: 1000, code } });
    expect(told).toMatchObject([{ appointment: "a-17", result, sipCode: code }]);
    expect(call.heard).toEqual([]);
    expect(call.problems).toEqual([]);
  });
});

describe("the outcome of a reminder call", () => {
  it("is not promised when it could not be kept, and is told once more at the end of the call", async () => {
    let failures = 1;
    const outcomes = value(ReminderOutcomes, {
      tell(outcome) {
        if (failures-- > 0) throw new Error("no connection");
        told.push(outcome);
      },
    });
    const call = await reminded({ outcomes });
    await call.enter("1");
    await call.untilEnded();
    expect(call.heard.at(-1)).toBe("Sorry, we could not note that. Please call us. Goodbye.");
    expect(told).toMatchObject([{ result: "confirmed" }]);
  });

  it("keeps nobody waiting: a service that does not answer is given up on", async () => {
    const outcomes = value(ReminderOutcomes, { tell: () => new Promise<void>(() => {}) });
    const call = await reminded({ outcomes });
    call.call.press("1");
    await call.elapseMeanwhile(5000);
    expect(call.heard.at(-1)).toBe("Sorry, we could not note that. Please call us. Goodbye.");
  });

  it("is in DynamoDB once, also when each event reaches two Lambdas, and the first counts", async () => {
    const table = { table: "reminders", client: services.client };
    const lambdas = [0, 1].map(() => reminderCalls(...services.bindings, dynamoOutcomes(table)));
    let turn = 0;
    services.placesCallsOf((event) => lambdas[turn++ % 2]?.(event), answering, { deliver: "twice at once" });
    const transactionId = await remind(reminder, services.client);
    const [call] = services.placed;
    await call?.elapse(3000);
    await call?.untilQuiet();
    await call?.enter("3");
    await call?.untilEnded();
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient(services.client));
    const { Item } = await documents.send(
      new GetCommand({ TableName: "reminders", Key: { pk: transactionId } }),
    );
    documents.destroy();
    expect(call?.warnings).toEqual([]);
    expect(Item).toMatchObject({ appointment: "a-17", result: "cancelled" });
    expect(call?.heard.at(-1)).toBe("Your appointment is cancelled. Goodbye.");
  });
});

describe("the function's role", () => {
  it("is declared by what writes to the table", () => {
    expect(dynamoOutcomes({ table: "reminders" }).permissions).toEqual([
      {
        actions: ["dynamodb:PutItem"],
        resource: `arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/reminders`,
      },
    ]);
  });
});

describe("the reminder line", () => {
  it("hangs up on whoever it has nothing to say to, and tells that the call failed", async () => {
    services.placesCallsOf(reminderCalls(...services.bindings, keep), answering);
    const response = await fetch(`${services.client.endpoint}/sip-media-applications/sma-1/calls`, {
      method: "POST",
      body: JSON.stringify({
        FromPhoneNumber: reminder.from,
        ToPhoneNumber: reminder.to,
        ArgumentsMap: { appointment: "a-17", at: "tomorrow" },
      }),
    });
    expect(response.status).toBe(201);
    const [call] = services.placed;
    await call?.untilEnded();
    expect(call?.heard).toEqual([]);
    expect(told).toMatchObject([{ result: "failed" }]);
  });

  it("tells people who call it that nobody is there, which is no outcome of a reminder", async () => {
    const call = await services.call(reminderCalls(...services.bindings, keep));
    await call.untilEnded();
    expect(call.heard).toEqual([
      "This is the reminder line of Example Dental. Nobody answers here. Goodbye.",
    ]);
    expect(told).toEqual([]);
  });

  it("refuses two answers on one key", () => {
    expect(() => appointmentReminder({ keys: { confirmed: "1", "call-back": "1", cancelled: "3" } })).toThrow(
      "must be a key for each answer",
    );
  });
});

describe("whoever places reminder calls", () => {
  it("is refused wrong numbers and appointments, all of them, before anybody is called", async () => {
    const wrong = remind({ ...reminder, to: "5550102", at: "tomorrow", timeZone: "Mars" }, services.client);
    await expect(wrong).rejects.toThrow(/to[\s\S]*at[\s\S]*timeZone/);
    expect(services.placed).toEqual([]);
  });

  it("asks the service once: a request that failed may have placed the call", async () => {
    services.placesCallsOf(reminderCalls(...services.bindings, keep), answering);
    services.aws.meetings.faults.fail("voice", 503, "ServiceUnavailableException", 1);
    await expect(remind(reminder, services.client)).rejects.toThrow();
    expect(services.placed).toEqual([]);
  });

  const run = (args: readonly string[]) =>
    promisify(execFile)("npm", ["run", "--silent", "remind", "--", ...args], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: services.client.endpoint,
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
      },
    });

  it("gets the transaction id from the command", async () => {
    services.placesCallsOf(reminderCalls(...services.bindings, keep), answering);
    const { stdout } = await run([
      ...["--to", reminder.to, "--from", reminder.from, "--application", "sma-1"],
      ...["--appointment", "a-17", "--at", reminder.at, "--time-zone", reminder.timeZone],
    ]);
    expect(stdout.trim()).toBe(services.placed[0]?.call.transactionId);
  });

  it("is told by the command what is missing", async () => {
    await expect(run(["--to", "+12065550102"])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("appointment"),
    });
  });
});
