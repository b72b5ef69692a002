import type { Action, ActionType } from "@switchhook/core/wire";
import { actionDefinitions, actionIssues, type ResponseIssue } from "@switchhook/core/wire";
import type { SimLeg } from "../legs.js";
import { runReceiveDigits, runVoiceFocus } from "./background.js";
import { runStartBotConversation } from "./bot.js";
import { runCallAndBridge } from "./bridge.js";
import {
  runPauseCallRecording,
  runResumeCallRecording,
  runStartCallRecording,
  runStopCallRecording,
} from "./call-recording.js";
import { runCollectDigits } from "./collect-digits.js";
import { runJoinChimeMeeting, runModifyAttendees } from "./meeting.js";
import { runPause, runPlayAudio, runSendDigits, runSpeak } from "./prompts.js";
import { runRecordAudio } from "./record-audio.js";
import {
  type ActionHost,
  type Ending,
  finishSoon,
  invalid,
  noSuchLeg,
  type Runner,
  type Running,
} from "./runner.js";

// Hangup is the call's own business, for it ends legs.
const runners: Readonly<Record<Exclude<ActionType, "Hangup">, Runner<never>>> = {
  PlayAudio: runPlayAudio,
  PlayAudioAndGetDigits: runCollectDigits,
  SpeakAndGetDigits: runCollectDigits,
  Speak: runSpeak,
  Pause: runPause,
  ReceiveDigits: runReceiveDigits,
  SendDigits: runSendDigits,
  RecordAudio: runRecordAudio,
  StartCallRecording: runStartCallRecording,
  StopCallRecording: runStopCallRecording,
  PauseCallRecording: runPauseCallRecording,
  ResumeCallRecording: runResumeCallRecording,
  JoinChimeMeeting: runJoinChimeMeeting,
  ModifyChimeMeetingAttendees: runModifyAttendees,
  VoiceFocus: runVoiceFocus,
  CallAndBridge: runCallAndBridge,
  StartBotConversation: runStartBotConversation,
};

/** Carries out one action; one whose parameters the service would refuse fails when its turn comes (4.3). */
export function runAction(
  host: ActionHost,
  action: Exclude<Action, { Type: "Hangup" }>,
  leg: SimLeg | undefined,
  finish: (ending: Ending) => void,
): Running {
  if (!leg || leg.status === "Disconnected") return finishSoon(host, finish, noSuchLeg);
  // Which leg it is for was found out already, in any way that the service takes.
  const { CallId, ParticipantTag, ...own } = action.Parameters as {
    CallId?: string;
    ParticipantTag?: string;
  };
  const named = actionDefinitions[action.Type].callId === "required" ? { CallId: leg.callId, ...own } : own;
  const [issue] = actionIssues({ Type: action.Type, Parameters: named }, action.Type);
  if (issue) return finishSoon(host, finish, refusal(issue));
  return (runners[action.Type] as Runner)(host, action, leg, finish);
}

const refusal = ({ path, message }: ResponseIssue): Ending => {
  // The tables of the Speak pages call a missing or too long text by a name of its own (3.4).
  const missing = /^Speak.*\.Text$/.test(path);
  return missing
    ? { ok: false, errorType: "MissingRequiredActionParameter", message: `${path}: ${message}` }
    : invalid(`${path}: ${message}`);
};
