import { describe, expect, expectTypeOf, it } from "vitest";
import { actionIssues, checkResponse, type InvocationResponse, pause } from "../../src/wire.js";

const pauses = (count: number) => Array.from({ length: count }, () => pause({ DurationInMilliseconds: 100 }));
const pathsOf = (answer: unknown): string[] => checkResponse(answer).map(({ path }) => path);

describe("1.5 the envelope of an answer", () => {
  it.each<[rule: string, answer: unknown]>([
    ["SchemaVersion alone", { SchemaVersion: "1.0" }],
    ["no actions", { SchemaVersion: "1.0", Actions: [] }],
    ["null actions, which keep the list (4.2)", { SchemaVersion: "1.0", Actions: null }],
    ["null attributes, which keep the map (4.6)", { SchemaVersion: "1.0", TransactionAttributes: null }],
    ["empty attributes, which clear it (4.6)", { SchemaVersion: "1.0", TransactionAttributes: {} }],
    ["10 actions", { SchemaVersion: "1.0", Actions: pauses(10) }],
    [
      "attributes that are nested (4.6)",
      { SchemaVersion: "1.0", TransactionAttributes: { a: { b: [1, null] } } },
    ],
  ])("accepts %s", (_rule, answer) => expect(checkResponse(answer)).toEqual([]));

  it.each<[rule: string, answer: unknown, paths: string[]]>([
    ["nothing", undefined, ["the answer"]],
    ["null", null, ["the answer"]],
    ["text", "{}", ["the answer"]],
    ["an array", [], ["the answer"]],
    ["no SchemaVersion", { Actions: [] }, ["SchemaVersion"]],
    ["another SchemaVersion", { SchemaVersion: "1.1" }, ["SchemaVersion"]],
    ["a SchemaVersion that is a number", { SchemaVersion: 1 }, ["SchemaVersion"]],
    ["the wrapper of API Gateway (2.10)", { statusCode: 200, body: "{}" }, ["SchemaVersion", "the answer"]],
    ["a key that it does not have", { SchemaVersion: "1.0", actions: [] }, ["the answer"]],
    ["actions that are no list", { SchemaVersion: "1.0", Actions: {} }, ["Actions"]],
    ["11 actions", { SchemaVersion: "1.0", Actions: pauses(11) }, ["Actions"]],
    [
      "attributes that are a list",
      { SchemaVersion: "1.0", TransactionAttributes: [] },
      ["TransactionAttributes"],
    ],
    [
      "an attribute that is no JSON",
      { SchemaVersion: "1.0", TransactionAttributes: { a: () => 1 } },
      ["TransactionAttributes.a"],
    ],
  ])("refuses %s", (_rule, answer, paths) => expect(pathsOf(answer)).toEqual(paths));

  it("says how many actions were given", () => {
    expect(checkResponse({ SchemaVersion: "1.0", Actions: pauses(12) })[0]?.message).toBe(
      "may have at most 10 actions, given 12",
    );
  });
});

describe("1.5 the actions of an answer", () => {
  it.each<[rule: string, action: unknown, path: string]>([
    ["null", null, "Actions[1].Type"],
    ["text", "Hangup", "Actions[1].Type"],
    ["a type that does not exist", { Type: "JoinMeeting", Parameters: {} }, "Actions[1].Type"],
    ["3.17 RecordMeeting", { Type: "RecordMeeting", Parameters: {} }, "Actions[1].Type"],
    ["a type named as a method", { Type: "constructor", Parameters: {} }, "Actions[1].Type"],
    ["no Parameters at all", { Type: "Hangup" }, "Actions[1].Parameters"],
    ["a key that it does not have", { Type: "Hangup", Parameters: {}, Id: 1 }, "Actions[1].Id"],
  ])("refuses %s, and names its place", (_rule, action, path) => {
    expect(pathsOf({ SchemaVersion: "1.0", Actions: [...pauses(1), action] })).toEqual([path]);
  });

  it("tells everything at once", () => {
    const Actions = [
      { Type: "Nothing" },
      pause({ DurationInMilliseconds: 99 }),
      { Type: "Speak", Parameters: {} },
    ];
    expect(pathsOf({ SchemaVersion: "1.0", Actions })).toEqual([
      "Actions[0].Type",
      "Actions[1].Parameters.DurationInMilliseconds",
      "Actions[2].Parameters.Text",
    ]);
  });

  it("names the type that does not exist", () => {
    expect(actionIssues({ Type: "JoinMeeting" }, "it")).toEqual([
      { path: "it.Type", message: 'is none of the actions, given "JoinMeeting"', page: "specify-actions" },
    ]);
  });
});

describe("no value of an answer gets into a message", () => {
  const number = "+12065550199";
  const token = "_aWQ6secret-join-token";
  it.each<[rule: string, Type: string, Parameters: unknown]>([
    ["a token that is too long", "JoinChimeMeeting", { JoinToken: token.repeat(100) }],
    ["a token in a list", "JoinChimeMeeting", { JoinToken: [token] }],
    ["digits", "SendDigits", { Digits: `${number}E` }],
    [
      "a caller id",
      "CallAndBridge",
      { CallerIdNumber: `${number} `, Endpoints: [{ BridgeEndpointType: number, Uri: number }] },
    ],
    [
      "an endpoint",
      "CallAndBridge",
      { CallerIdNumber: number, Endpoints: [{ BridgeEndpointType: "PSTN", Uri: `tel:${number}` }] },
    ],
    ["a header", "CallAndBridge", { CallerIdNumber: number, Endpoints: [], SipHeaders: { "X-A": [token] } }],
    ["a regular expression", "ReceiveDigits", { InputDigitsRegex: `(${number}` }],
    ["a text", "Speak", { Text: token.repeat(100), VoiceId: [token], Engine: token }],
    ["a repeat count", "PlayAudio", { Repeat: number }],
    ["an operation", "ModifyChimeMeetingAttendees", { Operation: token, AttendeeList: token }],
    ["a type", number, {}],
    ["a code", "Hangup", { SipResponseCode: token, ParticipantTag: number }],
  ])("%s", (_rule, Type, Parameters) => {
    const issues = checkResponse({ SchemaVersion: "1.0", Actions: [{ Type, Parameters }] });
    expect(issues).not.toEqual([]);
    expect(JSON.stringify(issues)).not.toContain(number.slice(1));
    expect(JSON.stringify(issues)).not.toContain(token);
  });
});

it("types: an answer is what builders make", () => {
  expectTypeOf({ SchemaVersion: "1.0" as const, Actions: pauses(1) }).toExtend<InvocationResponse>();
  // @ts-expect-error the version is the text "1.0"
  const wrong: InvocationResponse = { SchemaVersion: 1.0 };
  expect(checkResponse(wrong)).not.toEqual([]);
});
