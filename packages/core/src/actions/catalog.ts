import type { ActionOf } from "./action.js";
import { callAndBridgeDefinition } from "./call-and-bridge.js";
import {
  pauseCallRecordingDefinition,
  resumeCallRecordingDefinition,
  startCallRecordingDefinition,
  stopCallRecordingDefinition,
} from "./call-recording.js";
import { hangupDefinition } from "./hangup.js";
import { joinMeetingDefinition } from "./join-chime-meeting.js";
import { modifyAttendeesDefinition } from "./modify-chime-meeting-attendees.js";
import { pauseDefinition } from "./pause.js";
import { playAudioDefinition } from "./play-audio.js";
import { collectDigitsDefinition } from "./play-audio-and-get-digits.js";
import { receiveDigitsDefinition } from "./receive-digits.js";
import { recordAudioDefinition } from "./record-audio.js";
import { sendDigitsDefinition } from "./send-digits.js";
import { speakDefinition } from "./speak.js";
import { speakAndCollectDigitsDefinition } from "./speak-and-get-digits.js";
import { startBotConversationDefinition } from "./start-bot-conversation.js";
import { voiceFocusDefinition } from "./voice-focus.js";

/** The eighteen actions of the wire, by type. */
export const actionDefinitions = {
  PlayAudio: playAudioDefinition,
  PlayAudioAndGetDigits: collectDigitsDefinition,
  ReceiveDigits: receiveDigitsDefinition,
  Speak: speakDefinition,
  SpeakAndGetDigits: speakAndCollectDigitsDefinition,
  Pause: pauseDefinition,
  SendDigits: sendDigitsDefinition,
  RecordAudio: recordAudioDefinition,
  StartCallRecording: startCallRecordingDefinition,
  StopCallRecording: stopCallRecordingDefinition,
  PauseCallRecording: pauseCallRecordingDefinition,
  ResumeCallRecording: resumeCallRecordingDefinition,
  CallAndBridge: callAndBridgeDefinition,
  Hangup: hangupDefinition,
  JoinChimeMeeting: joinMeetingDefinition,
  ModifyChimeMeetingAttendees: modifyAttendeesDefinition,
  VoiceFocus: voiceFocusDefinition,
  StartBotConversation: startBotConversationDefinition,
} as const;

type Definitions = typeof actionDefinitions;

export type ActionType = keyof Definitions;

/** An action as it is sent. */
export type Action = { [T in ActionType]: ActionOf<Definitions[T]> }[ActionType];

/** A name that pages list as an action since 2021, without parameters, page or sample: known in events, never sent. */
export const bareActionType = "RecordMeeting";

/** Every type that the data of an event may name. */
export type ReportedActionType = ActionType | typeof bareActionType;

export const isActionType = (type: string): type is ActionType => Object.hasOwn(actionDefinitions, type);

/** Whether a success of this type is reported at once, also with actions behind it (wire.md 4.1). */
export const isReporting = (type: string): boolean => isActionType(type) && actionDefinitions[type].reports;
