import { beforeAll, describe, expect, it } from "vitest";
import { awsCalls } from "../src/aws-calls.mjs";

interface Asked {
  readonly operations: readonly string[];
  readonly roundTrips: number;
  readonly retries: number;
}

// The app as it is bundled, with the services of AWS on loopback; each event must be answered as it should for this to answer.
describe("what the deployed app asks AWS for", () => {
  let counted: Record<string, Record<string, Asked>>;
  beforeAll(async () => {
    counted = await awsCalls();
  }, 60_000);
  const asked = (directory: string, event: string) => counted[directory]?.[event];

  it("is nothing at the events whose answers need nothing of it", () => {
    for (const events of Object.values(counted)) {
      for (const event of ["a new call", "no PIN", "the join", "*6"]) {
        expect(events[event]?.operations, event).toEqual([]);
      }
    }
  });

  it("is a meeting and a place in it where the PIN leads into one", () => {
    for (const directory of ["open", "a JSON file"]) {
      expect(asked(directory, "the PIN")?.operations).toEqual(["CreateMeeting", "CreateAttendee"]);
    }
  });

  it("is no meeting for a wrong PIN", () => {
    expect(asked("a JSON file", "a wrong PIN")?.operations).toEqual([]);
    const dynamo = asked("DynamoDB, with the guess guard", "a wrong PIN");
    expect(dynamo?.operations).toEqual(["GetItem", "GetItem", "UpdateItem", "UpdateItem"]);
  });

  it("is as much for a right PIN of the table as for a wrong one, and then the meeting", () => {
    const right = asked("DynamoDB, with the guess guard", "the PIN");
    const wrong = asked("DynamoDB, with the guess guard", "a wrong PIN");
    expect(right?.operations).toEqual([...(wrong?.operations ?? []), "CreateMeeting", "CreateAttendee"]);
  });

  it("is asked at once while PINs are hashed with two keys", () => {
    expect(asked("the same while its key is changed", "the PIN")).toMatchObject({
      operations: [
        "GetItem",
        "GetItem",
        "GetItem",
        "UpdateItem",
        "UpdateItem",
        "CreateMeeting",
        "CreateAttendee",
      ],
      roundTrips: 6,
    });
  });

  it("is asked once", () => {
    for (const events of Object.values(counted)) {
      for (const [event, { retries }] of Object.entries(events)) {
        expect(retries, event).toBe(0);
      }
    }
  });
});
