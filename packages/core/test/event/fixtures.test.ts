import { describe, expect, it } from "vitest";
import { eventTypes, parseInvocationEvent } from "../../src/wire.js";
import { deepFreeze, fixture, fixtureNames, type JsonObject } from "../fixtures.js";

// What parsing changes or adds, and nothing else.
const numbersSentAsText = [
  "Repeat",
  "DurationInMilliseconds",
  "DurationInSeconds",
  "SipResponseCode",
  "CallTimeoutSeconds",
];
const mayBeAdded = [
  // From SipApplicationId (7.1 #5).
  "CallDetails.SipMediaApplicationId",
  // From `Error` (7.1 #10).
  "ActionData.ErrorType",
  "ActionData.ErrorMessage",
];

const isObject = (value: unknown): value is JsonObject => typeof value === "object" && value !== null;

function differences(raw: unknown, parsed: unknown, path: string[] = []): string[] {
  const at = path.join(".");
  if (isObject(raw) && isObject(parsed)) {
    const added = Object.keys(parsed)
      .filter((key) => !(key in raw))
      .map((key) => [...path, key].join("."))
      .filter((added) => !mayBeAdded.includes(added));
    return [
      ...added.map((name) => `${name} was added`),
      ...Object.keys(raw).flatMap((key) => differences(raw[key], parsed[key], [...path, key])),
    ];
  }
  const key = path.at(-1) ?? "";
  if (Object.is(raw, parsed)) return [];
  if (key === "ParticipantTag" && String(raw).toUpperCase() === parsed) return [];
  if (numbersSentAsText.includes(key) && typeof raw === "string" && Number(raw) === parsed) return [];
  return [`${at} was ${JSON.stringify(raw)} and is ${JSON.stringify(parsed)}`];
}

describe("1.6 every published event is read, and keeps every field", () => {
  it.each(fixtureNames("events"))("%s", (name) => {
    const raw = deepFreeze(fixture("events", name));
    expect(differences(raw, parseInvocationEvent(raw))).toEqual([]);
  });

  it("and there is one of each of the eleven types (2)", () => {
    const given = new Set(fixtureNames("events").map((name) => fixture("events", name).InvocationEventType));
    expect([...given].sort()).toEqual([...eventTypes].sort());
  });
});

describe("what the published events differ in is brought into one shape", () => {
  const parsed = (name: string): JsonObject =>
    parseInvocationEvent(fixture("events", name)) as unknown as JsonObject;

  it("1.3 SipApplicationId is kept, and given as SipMediaApplicationId too", () => {
    const { SipApplicationId } = fixture("events", "e2e-4-hangup").CallDetails as JsonObject;
    expect(SipApplicationId).toEqual(expect.any(String));
    expect(parsed("e2e-4-hangup").CallDetails).toMatchObject({
      SipApplicationId,
      SipMediaApplicationId: SipApplicationId,
    });
  });

  it("1.4 the tags Leg-A and Leg-B of one page become LEG-A and LEG-B", () => {
    const event = parsed("hangup-leg-b-meeting-ended");
    expect(event.CallDetails).toMatchObject({
      Participants: expect.arrayContaining([
        expect.objectContaining({ ParticipantTag: "LEG-A" }),
        expect.objectContaining({ ParticipantTag: "LEG-B" }),
      ]),
    });
    expect(event.ActionData).toMatchObject({ Parameters: { ParticipantTag: "LEG-B" } });
  });

  it("2.11 a HANGUP with another Type is a HANGUP", () => {
    expect(parsed("hangup-leg-b-meeting-ended").ActionData).toMatchObject({ Type: "ReceiveDigits" });
  });

  it("1.2 the one string of JoinChimeMeeting is split, and kept", () => {
    expect(parsed("action-failed-join-chime-meeting-error-string").ActionData).toMatchObject({
      Error: "ErrorJoiningMeeting: Error while joining meeting.",
      ErrorType: "ErrorJoiningMeeting",
      ErrorMessage: "Error while joining meeting.",
    });
  });

  it("1.2 the one string of StartCallRecording is split, and kept", () => {
    expect(parsed("action-failed-start-call-recording-error-string").ActionData).toMatchObject({
      ErrorType: "NoAccessToDestination",
      ErrorMessage: "Error while accessing destination",
    });
  });

  it("1.2 error texts that are empty stay empty", () => {
    expect(parsed("action-failed-modify-chime-meeting-attendees-blank-error").ActionData).toMatchObject({
      ErrorType: "",
      ErrorMessage: "",
    });
  });

  it("1.1 an ACTION_SUCCESSFUL without ActionData, as the generic envelope has it, is read", () => {
    expect(parsed("envelope-generic")).not.toHaveProperty("ActionData");
  });
});
