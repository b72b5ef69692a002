import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type ActionDataOf,
  type EventFor,
  type EventKey,
  eventKeys,
  findParticipant,
  type InvocationEvent,
  isEventKey,
  isKnownEvent,
  isKnownEventType,
  parseInvocationEvent,
} from "../../src/wire.js";
import { callDetails, eventOf, fixture, type JsonObject, participant } from "../fixtures.js";

function known(raw: JsonObject): InvocationEvent {
  const event = parseInvocationEvent(raw);
  if (!isKnownEvent(event)) throw new Error("an unknown event");
  return event;
}

describe("the keys that an event answers to, the most special first", () => {
  it.each<[rule: string, raw: JsonObject, keys: string[]]>([
    ["2.1 without ActionData: its type", eventOf("NEW_INBOUND_CALL"), ["NEW_INBOUND_CALL"]],
    [
      "2.5 a success",
      eventOf("ACTION_SUCCESSFUL", { ActionData: { Type: "PlayAudio" } }),
      ["ACTION_SUCCESSFUL:PlayAudio", "ACTION_SUCCESSFUL"],
    ],
    [
      "2.6 a failure",
      fixture("events", "action-failed-play-audio"),
      ["ACTION_FAILED:PlayAudio", "ACTION_FAILED"],
    ],
    [
      "2.7 an interruption",
      fixture("events", "synthetic-action-interrupted-play-audio"),
      ["ACTION_INTERRUPTED:PlayAudio", "ACTION_INTERRUPTED"],
    ],
    [
      "2.12 RecordMeeting",
      eventOf("ACTION_FAILED", { ActionData: { Type: "RecordMeeting" } }),
      ["ACTION_FAILED:RecordMeeting", "ACTION_FAILED"],
    ],
    [
      "2.12 a type that nobody knows",
      eventOf("ACTION_FAILED", { ActionData: { Type: "Answer" } }),
      ["ACTION_FAILED"],
    ],
    ["1.1 a success without ActionData", fixture("events", "envelope-generic"), ["ACTION_SUCCESSFUL"]],
    ["2.11 a HANGUP: never its ActionData.Type", fixture("events", "hangup-leg-b-meeting-ended"), ["HANGUP"]],
    ["2.8 digits", fixture("events", "digits-received"), ["DIGITS_RECEIVED"]],
  ])("%s", (_rule, raw, keys) => expect(eventKeys(known(raw))).toEqual(keys));

  it.each(["HANGUP", "ACTION_FAILED", "ACTION_FAILED:Speak", "ACTION_SUCCESSFUL:RecordMeeting"])(
    "%s is a key",
    (text) => expect(isEventKey(text)).toBe(true),
  );

  it.each([
    "",
    "Hangup",
    "HANGUP:Hangup",
    "ACTION_FAILED:",
    "ACTION_FAILED:JoinMeeting",
    "DIGITS_RECEIVED:ReceiveDigits",
  ])("%j is no key", (text) => expect(isEventKey(text)).toBe(false));

  it.each(["RINGING", "ACTION_INTERRUPTED"])("2 %s is one of the eleven types", (type) =>
    expect(isKnownEventType(type)).toBe(true),
  );
  it.each(["NEW_INCOMING_CALL", "NewInboundCall", "ActionFailed", "Hangup", "constructor"])(
    "2 %s is only an alias of prose, or nothing",
    (type) => expect(isKnownEventType(type)).toBe(false),
  );
});

describe("1.3 a leg is found by its tag, not by its place", () => {
  const legB = { ...participant, CallId: "b1", ParticipantTag: "Leg-B" };
  const event = known(
    eventOf("HANGUP", { CallDetails: { ...callDetails, Participants: [legB, participant] } }),
  );
  it("leg A behind leg B", () => expect(findParticipant(event, "LEG-A")?.CallId).toBe("a1"));
  it("leg B, whatever its case", () => expect(findParticipant(event, "LEG-B")?.CallId).toBe("b1"));
  it("a leg that is not there", () =>
    expect(findParticipant(known(eventOf("RINGING")), "LEG-B")).toBeUndefined());
});

describe("types", () => {
  it("a key narrows the event and its data", () => {
    type Collected = EventFor<"ACTION_SUCCESSFUL:PlayAudioAndGetDigits">;
    expectTypeOf<Collected["InvocationEventType"]>().toEqualTypeOf<"ACTION_SUCCESSFUL">();
    expectTypeOf<Collected["ActionData"]["Type"]>().toEqualTypeOf<"PlayAudioAndGetDigits">();
    expectTypeOf<Collected["ActionData"]["ReceivedDigits"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<NonNullable<Collected["ActionData"]["Parameters"]>["MaxNumberOfDigits"]>().toEqualTypeOf<
      number | undefined
    >();
    expectTypeOf<
      EventFor<"ACTION_SUCCESSFUL:SpeakAndGetDigits">["ActionData"]["ReceivedDigits"]
    >().toEqualTypeOf<string | undefined>();
    expectTypeOf<EventFor<"DIGITS_RECEIVED">["ActionData"]["ReceivedDigits"]>().toEqualTypeOf<
      string | undefined
    >();
  });

  it("results stand beside the parameters", () => {
    expectTypeOf<
      NonNullable<EventFor<"ACTION_SUCCESSFUL:RecordAudio">["ActionData"]["RecordingDestination"]>["Key"]
    >().toEqualTypeOf<string | undefined>();
    expectTypeOf<
      NonNullable<
        EventFor<"ACTION_SUCCESSFUL:StartCallRecording">["ActionData"]["CallRecordingDestination"]
      >["Location"]
    >().toEqualTypeOf<string | undefined>();
    expectTypeOf<
      NonNullable<
        EventFor<"ACTION_SUCCESSFUL:StartBotConversation">["ActionData"]["IntentResult"]
      >["SessionId"]
    >().toEqualTypeOf<string | undefined>();
  });

  it("a failure has its error, and no results of others", () => {
    type Failed = EventFor<"ACTION_FAILED:JoinChimeMeeting">["ActionData"];
    expectTypeOf<Failed["ErrorType"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Failed["ErrorMessage"]>().toEqualTypeOf<string | undefined>();
    // @ts-expect-error a meeting has no digits
    expectTypeOf<Failed["ReceivedDigits"]>().toBeUnknown();
  });

  it("general keys, and what has no data", () => {
    expectTypeOf<EventFor<"RINGING">["InvocationEventType"]>().toEqualTypeOf<"RINGING">();
    // @ts-expect-error an inbound call brings no data of an action
    expectTypeOf<EventFor<"NEW_INBOUND_CALL">["ActionData"]>().toBeUnknown();
    expectTypeOf<NonNullable<EventFor<"HANGUP">["ActionData"]>["Parameters"]>().toBeNullable();
    expectTypeOf<NonNullable<EventFor<"ACTION_FAILED">["ActionData"]>["Type"]>().toEqualTypeOf<string>();
    expectTypeOf<EventFor<"INVALID_LAMBDA_RESPONSE">["ErrorType"]>().toEqualTypeOf<string | undefined>();
  });

  it("misspelt keys do not compile", () => {
    // @ts-expect-error the wire says JoinChimeMeeting (7.1 #34)
    const prose: EventKey = "ACTION_SUCCESSFUL:JoinMeeting";
    // @ts-expect-error a HANGUP is not told apart by its type (2.11)
    const hangup: EventKey = "HANGUP:Hangup";
    expect([prose, hangup].some(isEventKey)).toBe(false);
  });

  it("the event type narrows the union", () => {
    const event = known(fixture("events", "call-update-requested"));
    if (event.InvocationEventType !== "CALL_UPDATE_REQUESTED") throw new Error("another event");
    expectTypeOf(event.ActionData?.Parameters?.Arguments).toEqualTypeOf<Record<string, string> | undefined>();
    expectTypeOf<ActionDataOf<"RecordMeeting">["Parameters"]>().toEqualTypeOf<
      Readonly<Record<string, unknown>> | undefined
    >();
  });
});
