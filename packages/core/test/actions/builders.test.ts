import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type Action,
  type ActionType,
  callAndBridge,
  checkResponse,
  collectDigits,
  hangup,
  joinMeeting,
  modifyAttendees,
  type PlayAudio,
  type PlayAudioParameters,
  pause,
  pauseCallRecording,
  playAudio,
  receiveDigits,
  recordAudio,
  resumeCallRecording,
  sendDigits,
  speak,
  speakAndCollectDigits,
  startBotConversation,
  startCallRecording,
  stopCallRecording,
  voiceFocus,
} from "../../src/wire.js";
import { validParameters as valid } from "./valid-parameters.js";

const built: { [T in ActionType]: Action } = {
  PlayAudio: playAudio(valid.PlayAudio),
  PlayAudioAndGetDigits: collectDigits(valid.PlayAudioAndGetDigits),
  ReceiveDigits: receiveDigits(valid.ReceiveDigits),
  Speak: speak(valid.Speak),
  SpeakAndGetDigits: speakAndCollectDigits(valid.SpeakAndGetDigits),
  Pause: pause(valid.Pause),
  SendDigits: sendDigits(valid.SendDigits),
  RecordAudio: recordAudio(valid.RecordAudio),
  StartCallRecording: startCallRecording(valid.StartCallRecording),
  StopCallRecording: stopCallRecording(valid.StopCallRecording),
  PauseCallRecording: pauseCallRecording(valid.PauseCallRecording),
  ResumeCallRecording: resumeCallRecording(valid.ResumeCallRecording),
  CallAndBridge: callAndBridge(valid.CallAndBridge),
  Hangup: hangup(valid.Hangup),
  JoinChimeMeeting: joinMeeting(valid.JoinChimeMeeting),
  ModifyChimeMeetingAttendees: modifyAttendees(valid.ModifyChimeMeetingAttendees),
  VoiceFocus: voiceFocus(valid.VoiceFocus),
  StartBotConversation: startBotConversation(valid.StartBotConversation),
};

describe("builders", () => {
  it.each(Object.entries(built))("%s: the type and the parameters, nothing added", (type, action) => {
    expect(action).toEqual({ Type: type, Parameters: valid[type as ActionType] });
    expect(checkResponse({ SchemaVersion: "1.0", Actions: [action] })).toEqual([]);
  });

  it("those that need no parameter still send them (1.5)", () => {
    for (const action of [hangup(), stopCallRecording(), pauseCallRecording(), resumeCallRecording()]) {
      expect(action.Parameters).toEqual({});
      expect(checkResponse({ SchemaVersion: "1.0", Actions: [action] })).toEqual([]);
    }
  });

  it("do not check: the answer is checked as a whole", () => {
    expect(pause({ DurationInMilliseconds: 1 }).Parameters.DurationInMilliseconds).toBe(1);
  });
});

describe("types", () => {
  it("a parameter of a wrong type or name does not compile", () => {
    expectTypeOf(playAudio).returns.toEqualTypeOf<PlayAudio>();
    expectTypeOf<PlayAudio["Parameters"]>().toEqualTypeOf<PlayAudioParameters>();
    const AudioSource = { Type: "S3", BucketName: "b", Key: "k" } as const;
    // @ts-expect-error numbers are sent as numbers (3.0)
    playAudio({ AudioSource, Repeat: "5" });
    // @ts-expect-error the wire key is plural (7.1 #34)
    playAudio({ AudioSource, PlaybackTerminator: ["#"] });
    // @ts-expect-error the source is required
    playAudio({});
    // @ts-expect-error the one number that is sent as a string (3.12)
    hangup({ SipResponseCode: 486 });
    // @ts-expect-error only LEG-A joins a meeting (3.13)
    joinMeeting({ JoinToken: "token", ParticipantTag: "LEG-B" });
    const Endpoints = [{ BridgeEndpointType: "PSTN", Uri: "+12065550199", Arn: "arn" }] as const;
    // @ts-expect-error a PSTN endpoint has no Arn (3.11)
    callAndBridge({ CallerIdNumber: "+12065550101", Endpoints: [...Endpoints] });
  });
});
