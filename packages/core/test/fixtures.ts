import { readdirSync, readFileSync } from "node:fs";

export type JsonObject = Record<string, unknown>;

const folderOf = (folder: string): URL => new URL(`../fixtures/${folder}/`, import.meta.url);

/** One file of `fixtures/`, read anew each time. */
export const fixture = (folder: "events" | "responses", name: string): JsonObject =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folderOf(folder)), "utf8"));

/** The names of the files of one folder of `fixtures/`, without `.json`. */
export const fixtureNames = (folder: "events" | "responses"): string[] =>
  readdirSync(folderOf(folder))
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length));

export const participant = {
  CallId: "a1",
  ParticipantTag: "LEG-A",
  To: "+12065550101",
  From: "+12065550102",
  Direction: "Inbound",
  StartTimeInMilliseconds: "1645498023381",
  Status: "Connected",
};

export const callDetails = {
  TransactionId: "6600de06-fc5a-4a57-8c11-420ccae6f93b",
  AwsAccountId: "111122223333",
  AwsRegion: "us-east-1",
  SipRuleId: "cce5c298-4e61-4f6b-bf87-39cacfb5a15f",
  SipMediaApplicationId: "9324457f-ad47-407d-bf45-5d409e714808",
  Participants: [participant],
};

/** An invocation event as the service sends it, with whatever a test is about. */
export const eventOf = (InvocationEventType: string, more: JsonObject = {}): JsonObject => ({
  SchemaVersion: "1.0",
  Sequence: 1,
  InvocationEventType,
  CallDetails: callDetails,
  ...more,
});

/** Refuses every change, at any depth. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const entry of Object.values(value)) deepFreeze(entry);
    Object.freeze(value);
  }
  return value;
}
