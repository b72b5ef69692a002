import type { Action, ActionType } from "@switchhook/core/wire";
import { actionIssues } from "@switchhook/core/wire";
import type { SimLeg } from "../legs.js";
import { runCollectDigits } from "./collect-digits.js";
import {
  runPauseCallRecording,
  runReceiveDigits,
  runRecordAudio,
  runResumeCallRecording,
  runSendDigits,
  runStartCallRecording,
  runStopCallRecording,
  runVoiceFocus,
} from "./in-background.js";
import { runJoinChimeMeeting, runModifyAttendees } from "./meeting.js";
import { runPause, runPlayAudio, runSpeak } from "./prompts.js";
import { type ActionHost, type Ending, finishSoon, noSuchLeg, type Runner, type Running } from "./runner.js";

const notYet: Runner = (host, action, _leg, finish) => {
  host.tell({
    kind: "warning",
    severity: "error",
    text: `this simulator does not carry out ${action.Type} yet; it fails here, and would work at the service`,
  });
  return finishSoon(host, finish, {
    ok: false,
    errorType: "SystemException",
    message: "System error while running action",
  });
};

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
  CallAndBridge: notYet,
  StartBotConversation: notYet,
};

/** Carries out one action; one whose parameters the service would refuse fails when its turn comes (4.3). */
export function runAction(
  host: ActionHost,
  action: Exclude<Action, { Type: "Hangup" }>,
  leg: SimLeg | undefined,
  finish: (ending: Ending) => void,
): Running {
  const [issue] = actionIssues(action, action.Type);
  if (issue) {
    const message = `${issue.path}: ${issue.message}`;
    return finishSoon(host, finish, { ok: false, errorType: "InvalidActionParameter", message });
  }
  if (!leg || leg.status === "Disconnected") return finishSoon(host, finish, noSuchLeg);
  return (runners[action.Type] as Runner)(host, action, leg, finish);
}
