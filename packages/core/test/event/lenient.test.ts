import { describe, expect, it } from "vitest";
import { parseInvocationEvent } from "../../src/wire.js";
import { callDetails, eventOf, type JsonObject, participant } from "../fixtures.js";

const parse = (raw: unknown): JsonObject => parseInvocationEvent(raw) as unknown as JsonObject;
const inCall = (more: JsonObject, type = "NEW_INBOUND_CALL"): JsonObject =>
  eventOf(type, { CallDetails: { ...callDetails, ...more } });
const inLeg = (more: JsonObject): JsonObject => inCall({ Participants: [{ ...participant, ...more }] });
const withData = (type: string, ActionData: JsonObject, more: JsonObject = {}): JsonObject =>
  eventOf(type, { ActionData, ...more });

describe("1.6 what comes in is read leniently", () => {
  const accepted: [rule: string, raw: JsonObject][] = [
    ["1.3 no SipRuleId, as outbound calls have it", inCall({ SipRuleId: undefined })],
    ["1.3 no id of the SIP media application", inCall({ SipMediaApplicationId: undefined })],
    ["1.3 attributes that are nested", inCall({ TransactionAttributes: { a: { b: [1, null, "c"] } } })],
    ["1.4 a start time as a number", inLeg({ StartTimeInMilliseconds: 1645498023381 })],
    ["1.4 a start time that is no time", inLeg({ StartTimeInMilliseconds: "159700958834234" })],
    ["1.4 no status, as real first events have it", inLeg({ Status: undefined })],
    ["1.4 no tag, as one old event has it", inLeg({ ParticipantTag: undefined })],
    ["1.4 a From that is no number", inLeg({ From: "anonymous" })],
    ["1.4 the meeting leg's SMA", inLeg({ To: "SMA" })],
    ["1.4 SIP headers of any case", inLeg({ SipHeaders: { "user-to-user": "616263;encoding=hex" } })],
    ["1.1 a Sequence of 0", eventOf("RINGING", { Sequence: 0 })],
    ["2.2 an outbound call without ActionData", eventOf("NEW_OUTBOUND_CALL")],
    ["2.9 an update without a Type", withData("CALL_UPDATE_REQUESTED", { Parameters: { Arguments: {} } })],
    ["2.9 an update without arguments", withData("CALL_UPDATE_REQUESTED", { Type: "CallUpdateRequest" })],
    ["2.11 a HANGUP without ActionData", eventOf("HANGUP")],
    ["2.11 a HANGUP of the old table's type", withData("HANGUP", { Type: "HangUp", Parameters: {} })],
    ["2.12 the type without a page, RecordMeeting", withData("ACTION_SUCCESSFUL", { Type: "RecordMeeting" })],
    [
      "2.12 a type that nobody knows",
      withData("ACTION_FAILED", { Type: "Answer", Parameters: { Anything: [1] } }),
    ],
    ["2.12 a type named as a method", withData("ACTION_FAILED", { Type: "toString", Parameters: {} })],
    [
      "3.0 an empty CallId and tag",
      withData("ACTION_FAILED", { Type: "Hangup", Parameters: { CallId: "", ParticipantTag: "" } }),
    ],
    [
      "3.14 an ErrorList of anything",
      withData("ACTION_FAILED", { Type: "ModifyChimeMeetingAttendees", ErrorList: ["a", {}, 1] }),
    ],
  ];

  it.each(accepted)("%s", (_rule, raw) => {
    const json = JSON.parse(JSON.stringify(raw));
    expect(parse(json)).toEqual(json);
  });

  it("keeps unknown keys at every level", () => {
    const raw = withData(
      "ACTION_SUCCESSFUL",
      { Type: "PlayAudio", Parameters: { Later: 1, AudioSource: { Later: 2 } }, Later: 3 },
      {
        Later: 4,
        CallDetails: { ...callDetails, Later: 5, Participants: [{ ...participant, Later: 6 }] },
      },
    );
    expect(parse(raw)).toEqual(raw);
  });
});

describe("3.0 numbers that come as text are numbers", () => {
  it.each([
    ["PlayAudio", "Repeat", "5", 5],
    ["Pause", "DurationInMilliseconds", "3000", 3000],
    ["RecordAudio", "DurationInSeconds", "10", 10],
    ["CallAndBridge", "CallTimeoutSeconds", "20", 20],
    ["Hangup", "SipResponseCode", "0", 0],
    ["PlayAudioAndGetDigits", "MinNumberOfDigits", "3", 3],
  ])("%s.%s", (Type, name, given, expected) => {
    const event = parse(withData("ACTION_FAILED", { Type, Parameters: { [name]: given } }));
    expect(event.ActionData).toMatchObject({ Parameters: { [name]: expected } });
  });

  it("2.11 SipResponseCode of a HANGUP, whatever its Type", () => {
    const event = parse(
      withData("HANGUP", { Type: "ReceiveDigits", Parameters: { SipResponseCode: "486" } }),
    );
    expect(event.ActionData).toMatchObject({ Parameters: { SipResponseCode: 486 } });
  });

  it.each([true, "True"])("VoiceFocus.Enable stays %j", (Enable) => {
    const event = parse(withData("ACTION_FAILED", { Type: "VoiceFocus", Parameters: { Enable } }));
    expect(event.ActionData).toMatchObject({ Parameters: { Enable } });
  });
});

describe("1.4 participant tags are upper case", () => {
  it("in the legs and in the parameters", () => {
    const event = parse({
      ...withData("ACTION_FAILED", { Type: "Hangup", Parameters: { ParticipantTag: "Leg-A" } }),
      CallDetails: { ...callDetails, Participants: [{ ...participant, ParticipantTag: "leg-a" }] },
    });
    expect(event).toMatchObject({
      ActionData: { Parameters: { ParticipantTag: "LEG-A" } },
      CallDetails: { Participants: [{ ParticipantTag: "LEG-A" }] },
    });
  });
});

describe("7.1 #5 both names of the SIP media application's id", () => {
  it("the older one is given under the newer one too", () => {
    const { CallDetails } = parse(inCall({ SipMediaApplicationId: undefined, SipApplicationId: "old" }));
    expect(CallDetails).toMatchObject({ SipApplicationId: "old", SipMediaApplicationId: "old" });
  });

  it("the newer one wins when both are there", () => {
    const { CallDetails } = parse(inCall({ SipMediaApplicationId: "new", SipApplicationId: "old" }));
    expect(CallDetails).toMatchObject({ SipApplicationId: "old", SipMediaApplicationId: "new" });
  });
});

describe("7.1 #10 the places of an error", () => {
  const failed = (data: JsonObject, more: JsonObject = {}): unknown =>
    parse(withData("ACTION_FAILED", { Type: "VoiceFocus", ...data }, more)).ActionData;
  const error = { ErrorType: "ActionExecutionThrottled", ErrorMessage: "Failed to run action." };

  it("in ActionData", () => expect(failed(error)).toMatchObject(error));
  it("beside ActionData, as voice-focus prints it", () => expect(failed({}, error)).toMatchObject(error));
  it("in both places: the one in ActionData wins", () =>
    expect(failed({ ErrorType: "SystemException" }, error)).toMatchObject({
      ErrorType: "SystemException",
      ErrorMessage: error.ErrorMessage,
    }));
  it("as one text without a colon", () =>
    expect(failed({ Error: "SystemException" })).toMatchObject({ ErrorType: "SystemException" }));
  it("as one text with several colons", () =>
    expect(failed({ Error: "A: b: c" })).toMatchObject({
      Error: "A: b: c",
      ErrorType: "A",
      ErrorMessage: "b: c",
    }));
});

describe("7.1 #11 the error of a refused answer", () => {
  const error = { ErrorType: "SchemaVersionMismatch", ErrorMessage: "1.0 expected" };

  it("at the top, as the example has it", () =>
    expect(parse(eventOf("INVALID_LAMBDA_RESPONSE", error))).toMatchObject(error));
  it("in ActionData, as the prose has it, with no Type", () =>
    expect(parse(withData("INVALID_LAMBDA_RESPONSE", error))).toMatchObject({ ...error, ActionData: error }));
  it("at the top wins when both are there", () =>
    expect(parse(withData("INVALID_LAMBDA_RESPONSE", { ErrorType: "Other" }, error))).toMatchObject(error));
});

describe("1.6 an event type that nobody knows", () => {
  it("survives whole, with nothing added", () => {
    const raw = { InvocationEventType: "CALL_TRANSFERRED", CallDetails: 3, Later: [null] };
    expect(parse(raw)).toEqual(raw);
    expect(parse(raw)).not.toBe(raw);
  });
});
