import { readFileSync } from "node:fs";
import type { InvocationEvent } from "@switchhook/core/wire";

type Json = Record<string, unknown>;

const folder = new URL("../../../core/fixtures/", import.meta.url);
const read = (path: string): Json => JSON.parse(readFileSync(new URL(path, folder), "utf8"));

/** An invocation event of the documentation, or of a published log. */
export const eventFixture = (name: string): Json => read(`events/${name}.json`);
/** An answer of the documentation, or of a published log. */
export const answerFixture = (name: string): Json & { Actions: Json[] } =>
  read(`responses/${name}.json`) as Json & { Actions: Json[] };

// What differs from call to call: ids, numbers, times, generated names.
const differs = new Set([
  "TransactionId",
  "CallId",
  "SessionId",
  "AwsAccountId",
  "AwsRegion",
  "SipRuleId",
  "SipMediaApplicationId",
  "StartTimeInMilliseconds",
  "MeetingId",
  "JoinToken",
  "AttendeeList",
  "Location",
]);

/** An event with everything masked that differs from call to call; `Key` only beside results, not in what was asked. */
export function masked(value: unknown, at = ""): unknown {
  if (Array.isArray(value)) return value.map((entry) => masked(entry, at));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (differs.has(key)) return [key, `<${key}>`];
      if (key === "Key" && at === "RecordingDestination") return [key, "<Key>"];
      return [key, masked(inner, key)];
    }),
  );
}

/** What real events have and the documentation's do not, or the other way round (wire.md 1.2 to 1.4, 7.1). */
export function inDocumentedTerms(event: Json): unknown {
  const { CallDetails, ...rest } = structuredClone(event) as Json & { CallDetails: Json };
  const { SipApplicationId, SipRuleId, SipMediaApplicationId, ...details } = CallDetails;
  return masked({
    ...rest,
    CallDetails: {
      ...details,
      Participants: (details.Participants as Json[]).map(({ Status, To, From, SipHeaders, ...leg }) => ({
        ...leg,
        ParticipantTag: String(leg.ParticipantTag).toUpperCase(),
      })),
    },
  });
}

/** The statuses of the legs, which the documentation prints also where real events have none. */
export const statuses = (event: Json | InvocationEvent | undefined): unknown[] =>
  (event as unknown as { CallDetails: { Participants: Json[] } }).CallDetails.Participants.map(
    ({ Status }) => Status,
  );
