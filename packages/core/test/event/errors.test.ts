import { describe, expect, it } from "vitest";
import * as z from "zod";
import { IvrError } from "../../src/errors.js";
import { parseInvocationEvent } from "../../src/wire.js";
import { callDetails, eventOf, type JsonObject, participant } from "../fixtures.js";

function refusal(raw: unknown): IvrError {
  try {
    parseInvocationEvent(raw);
  } catch (error) {
    if (error instanceof IvrError) return error;
    throw error;
  }
  throw new Error("the event was accepted");
}

const inCall = (more: JsonObject): JsonObject =>
  eventOf("RINGING", { CallDetails: { ...callDetails, ...more } });
const withData = (type: string, ActionData: unknown): JsonObject => eventOf(type, { ActionData });

describe("IVR_EVENT_INVALID names each field, what was expected and the kind of what was given", () => {
  const cases: [rule: string, raw: unknown, message: string][] = [
    ["null", null, "the event: expected object, given null"],
    ["nothing", undefined, "the event: expected object, given nothing"],
    ["a number", 7, "the event: expected object, given number"],
    ["text", "{}", "the event: expected object, given string"],
    ["an array", [1], "the event: expected object, given array"],
    ["an object without a type", {}, "InvocationEventType: expected string, given nothing"],
    [
      "7.1 #9 the misspelt key of one page",
      { InvocationEvent: "RINGING" },
      "InvocationEventType: expected string, given nothing",
    ],
    [
      "a type that is no text",
      { InvocationEventType: 1 },
      "InvocationEventType: expected string, given number",
    ],
    [
      "1.1 no CallDetails",
      eventOf("RINGING", { CallDetails: undefined }),
      "CallDetails: expected object, given nothing",
    ],
    [
      "1.1 null CallDetails",
      eventOf("RINGING", { CallDetails: null }),
      "CallDetails: expected object, given null",
    ],
    [
      "1.1 a Sequence that is text",
      eventOf("RINGING", { Sequence: "1" }),
      "Sequence: expected number, given string",
    ],
    [
      "1.3 no TransactionId",
      inCall({ TransactionId: undefined }),
      "CallDetails.TransactionId: expected string, given nothing",
    ],
    [
      "1.3 an empty TransactionId",
      inCall({ TransactionId: "" }),
      "CallDetails.TransactionId: expected something that is not empty, given an empty string",
    ],
    [
      "1.3 no legs",
      inCall({ Participants: [] }),
      "CallDetails.Participants: expected something that is not empty, given an empty array",
    ],
    [
      "1.4 a leg without a CallId",
      inCall({ Participants: [participant, { ...participant, CallId: undefined }] }),
      "CallDetails.Participants.1.CallId: expected string, given nothing",
    ],
    [
      "1.4 a start time that is an object",
      inCall({ Participants: [{ ...participant, StartTimeInMilliseconds: {} }] }),
      "CallDetails.Participants.0.StartTimeInMilliseconds: expected another form, given object",
    ],
    [
      "2.8 digits without ActionData",
      eventOf("DIGITS_RECEIVED"),
      "ActionData: expected object, given nothing",
    ],
    [
      "2.8 digits that are a number",
      withData("DIGITS_RECEIVED", { Type: "ReceiveDigits", ReceivedDigits: 4711 }),
      "ActionData.ReceivedDigits: expected string, given number",
    ],
    [
      "2.6 an action without a Type",
      withData("ACTION_FAILED", {}),
      "ActionData.Type: expected string, given nothing",
    ],
    [
      "2.9 an argument that is no text, whatever the Type",
      withData("CALL_UPDATE_REQUESTED", { Type: "Other", Parameters: { Arguments: { pin: 4711 } } }),
      "ActionData.Parameters.Arguments.pin: expected string, given number",
    ],
    [
      "3.0 a number that is another text",
      withData("ACTION_FAILED", { Type: "Pause", Parameters: { DurationInMilliseconds: "soon" } }),
      "ActionData.Parameters.DurationInMilliseconds: expected another form, given string",
    ],
  ];

  it.each(cases)("%s", (_rule, raw, message) => {
    const error = refusal(raw);
    expect(error.code).toBe("IVR_EVENT_INVALID");
    expect(error.message).toBe(`IVR_EVENT_INVALID: ${message}`);
  });

  it("lists all of them", () => {
    const { message } = refusal(
      eventOf("RINGING", { Sequence: "1", CallDetails: { ...callDetails, AwsRegion: 3 } }),
    );
    expect(message).toContain(
      "Sequence: expected number, given string; CallDetails.AwsRegion: expected string, given number",
    );
  });

  it("keeps zod's error as the cause", () => {
    expect(refusal(eventOf("RINGING", { Sequence: "1" })).cause).toBeInstanceOf(z.core.$ZodError);
  });
});

describe("no value of an event gets into the error, nor into its cause", () => {
  const secret = "+12065550199";
  it.each<[string, JsonObject]>([
    ["a number in a wrong place", inCall({ Participants: [{ ...participant, From: [secret] }] })],
    ["digits", withData("DIGITS_RECEIVED", { Type: "ReceiveDigits", ReceivedDigits: { digits: secret } })],
    ["a token", withData("ACTION_FAILED", { Type: "JoinChimeMeeting", Parameters: { JoinToken: [secret] } })],
    [
      "a coerced number",
      withData("ACTION_FAILED", { Type: "PlayAudio", Parameters: { Repeat: `x${secret}` } }),
    ],
    ["a start time", inCall({ Participants: [{ ...participant, StartTimeInMilliseconds: [secret] }] })],
  ])("%s", (_rule, raw) => {
    const error = refusal(raw);
    expect(error.message + JSON.stringify(error.cause) + String(error.cause)).not.toContain(secret.slice(1));
  });
});

describe("the hint says what else may be invoking the function", () => {
  it.each([
    ["API Gateway, REST", { httpMethod: "POST", body: "{}" }],
    ["API Gateway, HTTP", { version: "2.0", routeKey: "$default", requestContext: {} }],
    ["SQS or SNS", { Records: [] }],
    ["EventBridge", { "detail-type": "x", detail: {} }],
    ["a body alone", { body: '{"InvocationEventType":"RINGING"}' }],
  ])("%s", (_name, raw) => expect(refusal(raw).hint).toMatch(/another AWS service/));

  it("text that was not parsed", () => expect(refusal("{}").hint).toMatch(/parsed first/));
  it("else the hint of the table", () => expect(refusal({}).hint).toMatch(/Compare the field/));
});
