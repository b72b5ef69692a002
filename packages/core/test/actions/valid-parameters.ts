import type { Action, ActionType } from "../../src/wire.js";

const audio = { Type: "S3", BucketName: "prompts", Key: "hello.wav" } as const;

/** Parameters of every action that keep all rules; tests break one at a time. */
export const validParameters: { [T in ActionType]: Extract<Action, { Type: T }>["Parameters"] } = {
  PlayAudio: { AudioSource: audio },
  PlayAudioAndGetDigits: {
    AudioSource: audio,
    FailureAudioSource: audio,
    RepeatDurationInMilliseconds: 5000,
  },
  ReceiveDigits: {
    InputDigitsRegex: "^\\*\\d$",
    InBetweenDigitsDurationInMilliseconds: 1000,
    FlushDigitsDurationInMilliseconds: 10_000,
  },
  Speak: { Text: "Hello" },
  SpeakAndGetDigits: {
    SpeechParameters: { Text: "Press 1 or 2" },
    FailureSpeechParameters: { Text: "Sorry" },
    RepeatDurationInMilliseconds: 5000,
  },
  Pause: { DurationInMilliseconds: 1000 },
  SendDigits: { Digits: "1,,2#" },
  RecordAudio: {
    RecordingDestination: { Type: "S3", BucketName: "recordings" },
    RecordingTerminators: ["#"],
  },
  StartCallRecording: { Track: "BOTH", Destination: { Type: "S3", Location: "recordings" } },
  StopCallRecording: {},
  PauseCallRecording: {},
  ResumeCallRecording: {},
  CallAndBridge: {
    CallerIdNumber: "+12065550101",
    Endpoints: [{ BridgeEndpointType: "PSTN", Uri: "+12065550199" }],
  },
  Hangup: {},
  JoinChimeMeeting: { JoinToken: "join-token", MeetingId: "fedc8fa0-364b-4fbf-b6b7-3be410492713" },
  ModifyChimeMeetingAttendees: { Operation: "Mute", MeetingId: "meeting", AttendeeList: ["attendee"] },
  VoiceFocus: { Enable: true },
  StartBotConversation: { BotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/BOT/ALIAS" },
};
