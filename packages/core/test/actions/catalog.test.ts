import { describe, expect, expectTypeOf, it } from "vitest";
import * as z from "zod/mini";
import {
  type Action,
  type ActionType,
  actionDefinitions,
  bareActionType,
  isActionType,
  isReporting,
  type ReportedActionType,
} from "../../src/wire.js";
import { validParameters } from "./valid-parameters.js";

const types = Object.keys(actionDefinitions) as ActionType[];
const those = (flag: "reports" | "interruptible" | "answers"): ActionType[] =>
  types.filter((type) => actionDefinitions[type][flag]).sort();

describe("the catalog of actions", () => {
  it("3 has the eighteen actions, each under its own type", () => {
    expect(types).toHaveLength(18);
    expect(types.map((type) => actionDefinitions[type].type)).toEqual(types);
  });

  it("4.1 eight report at once, also with actions behind them", () => {
    expect(those("reports")).toEqual([
      "CallAndBridge",
      "Hangup",
      "JoinChimeMeeting",
      "ModifyChimeMeetingAttendees",
      "PlayAudioAndGetDigits",
      "RecordAudio",
      "SpeakAndGetDigits",
      "StartBotConversation",
    ]);
    expect(types.filter(isReporting).sort()).toEqual(those("reports"));
  });

  it("4.4 three are cut short by an update", () => {
    expect(those("interruptible")).toEqual(["Pause", "PlayAudio", "RecordAudio"]);
  });

  it("2.1 what bears media answers an unanswered call; Pause, Hangup and CallAndBridge do not", () => {
    expect(those("answers")).toEqual([
      "JoinChimeMeeting",
      "PlayAudio",
      "PlayAudioAndGetDigits",
      "RecordAudio",
      "Speak",
      "SpeakAndGetDigits",
      "StartBotConversation",
    ]);
  });

  it("3.0 eight pages require CallId", () => {
    expect(types.filter((type) => actionDefinitions[type].callId === "required").sort()).toEqual([
      "PauseCallRecording",
      "ResumeCallRecording",
      "SendDigits",
      "Speak",
      "SpeakAndGetDigits",
      "StartCallRecording",
      "StopCallRecording",
      "VoiceFocus",
    ]);
  });

  it("3.11 the page of CallAndBridge does not document CallId", () => {
    expect(types.filter((type) => actionDefinitions[type].callId === "none")).toEqual(["CallAndBridge"]);
  });

  it.each(types)("%s makes its schemas once", (type) => {
    const { request, echo } = actionDefinitions[type];
    expect(request()).toBe(request());
    expect(echo()).toBe(echo());
  });

  it.each(types)("1.2 %s reads back every parameter that it may be sent with", (type) => {
    const sent = shapeOf(actionDefinitions[type].request());
    const read = shapeOf(actionDefinitions[type].echo());
    expect(sent.filter((name) => !read.includes(name))).toEqual([]);
  });

  it.each(types)("1.2 %s takes an echo without any parameter", (type) => {
    expect(actionDefinitions[type].echo().parse({ Later: 1 })).toEqual({ Later: 1 });
  });

  it.each(types)("%s has a page of the guide", (type) => {
    expect(actionDefinitions[type].page).toMatch(/^[a-z-]+$/);
  });
});

function shapeOf(schema: z.core.$ZodType): string[] {
  if (!(schema instanceof z.ZodMiniObject)) throw new Error("not the schema of an object");
  return Object.keys(schema.shape);
}

describe("names", () => {
  it("3.17 names of prose and inventions are no actions", () => {
    for (const name of [
      "JoinMeeting",
      "ModifyChimeMeetingAttendee",
      "TransactionAttributes",
      "SpeakAndBridge",
      "toString",
    ]) {
      expect(isActionType(name)).toBe(false);
      expect(isReporting(name)).toBe(false);
    }
  });

  it("3.17 RecordMeeting is known in events and never sent", () => {
    expect(isActionType(bareActionType)).toBe(false);
    expectTypeOf<"RecordMeeting">().toExtend<ReportedActionType>();
    expectTypeOf<ActionType>().not.toExtend<"RecordMeeting">();
    expectTypeOf<Extract<ReportedActionType, ActionType>>().toEqualTypeOf<ActionType>();
  });

  it("an action is told apart by its type", () => {
    const actions: Action[] = types.map((Type) => ({ Type, Parameters: validParameters[Type] }) as Action);
    for (const action of actions) {
      if (action.Type === "Pause") {
        expectTypeOf(action.Parameters.DurationInMilliseconds).toEqualTypeOf<number>();
      }
    }
    expect(actions).toHaveLength(18);
  });
});
