import { type EventFor, hangup } from "@switchhook/core";
import { announce } from "../announcer.js";
import { documentedPlace, placeOf } from "../destination.js";
import { giveUp, noticed, unheardLeg } from "./notice.js";
import { type RecorderAction, recorderActions } from "./recording-state.js";
import { actionOf, before, destinationOfCall, say, type Turn } from "./turn.js";

export type ObservedEvent = EventFor<
  | "NEW_INBOUND_CALL"
  | "CALL_ANSWERED"
  | "ACTION_SUCCESSFUL"
  | "ACTION_FAILED"
  | "DIGITS_RECEIVED"
  | "CALL_UPDATE_REQUESTED"
  | "HANGUP"
>;

/** What an event tells the feature of its own actions. */
export interface Told {
  readonly event: ObservedEvent;
  readonly mine: boolean;
  readonly done: readonly string[];
  readonly pending: readonly string[];
  readonly dropped: readonly string[];
}

const notices = ["PlayAudio", "Speak"];
const questions = ["PlayAudioAndGetDigits", "SpeakAndGetDigits"];
// A prompt whose file is broken fails on each leg once, before it is spoken.
const mostFailures = 3;

/** Learns from an event what has become of the recorder's actions, and of the notice. */
export async function observe(turn: Turn, told: Told): Promise<void> {
  await settleRecorder(turn, told);
  if (turn.state.asking !== undefined) await settleNotice(turn, told);
}

async function settleRecorder(turn: Turn, { event, mine, done, pending, dropped }: Told): Promise<void> {
  const { state } = turn;
  const failed = mine && event.InvocationEventType === "ACTION_FAILED" ? event.ActionData?.Type : undefined;
  for (const type of done.filter(isRecorders)) {
    const at = state.sent.indexOf(type);
    if (at < 0) continue;
    // What pauses, resumes or stops shows that there is a recording, whatever became of the report of its start.
    const started = state.sent.slice(0, at).indexOf("StartCallRecording");
    state.sent.splice(at, 1);
    if (started >= 0 && !pending.includes("StartCallRecording")) {
      state.sent.splice(started, 1);
      await carriedOut(turn, "StartCallRecording", event);
    }
    await carriedOut(turn, type, event);
  }
  // From the last to the first: what failed or was lost was sent in vain, and so was what stood behind it.
  for (const type of state.sent.toReversed()) {
    if (type !== failed && pending.includes(type)) continue;
    state.sent.splice(state.sent.lastIndexOf(type), 1);
    state.recorder = before[type];
    if (type === failed) await hasFailed(turn, type, event);
    else {
      if (type === "StopCallRecording") state.wish = "stop";
      if ((type === "StopCallRecording" || type === "StartCallRecording") && !dropped.includes(type))
        state.unsure = true;
    }
  }
  // Another feature may replace the list now, and what is entered must not be heard on the recording.
  const mayReplace = ["DIGITS_RECEIVED", "CALL_UPDATE_REQUESTED"].includes(event.InvocationEventType);
  if (turn.call.sensitive && mayReplace && state.sent.includes("PauseCallRecording")) {
    turn.actions.push(...state.sent.map((type) => actionOf(turn, type)));
  }
}

const isRecorders = (type: string): type is RecorderAction =>
  (recorderActions as readonly string[]).includes(type);

async function carriedOut(turn: Turn, type: RecorderAction, event: ObservedEvent): Promise<void> {
  const { state, log } = turn;
  state.failures = 0;
  if (type === "StartCallRecording") {
    state.unsure = undefined;
    notePlace(turn, event);
    log.info("recording", { ...state.place, track: state.track ?? turn.settings.track });
  } else if (type === "StopCallRecording") await announceCall(turn);
  else log.info(type === "PauseCallRecording" ? "recording paused" : "recording resumed");
}

/** Notes where the file goes: as the service says, or else as it documents. */
export function notePlace(turn: Turn, event: ObservedEvent): void {
  const { call, state } = turn;
  const data = (event as { readonly ActionData?: StartResult }).ActionData;
  const reported = data?.Type === "StartCallRecording" ? data.CallRecordingDestination : undefined;
  const told = placeOf(reported?.Location);
  if (told) {
    state.place = { ...told, from: "service" };
    return;
  }
  const { callId } = call.legA;
  const leg = event.CallDetails.Participants.find(({ CallId }) => CallId === callId);
  const startedAt = Number(leg?.StartTimeInMilliseconds);
  const { transactionId } = call;
  const known = Number.isSafeInteger(startedAt) ? startedAt : turn.deps.clock.now();
  const place = documentedPlace(destinationOfCall(turn), { startedAt: known, transactionId, callId });
  state.place = { ...place, from: "rule" };
}

interface StartResult {
  readonly Type?: string | undefined;
  readonly CallRecordingDestination?: { readonly Location?: string | undefined } | undefined;
}

/** Announces the finished recording of the call, once. */
export async function announceCall(turn: Turn): Promise<void> {
  const { state, call, deps, idempotencyKey } = turn;
  if (!state.place || state.announced) return;
  state.announced = true;
  const { bucket, key, from: placeFrom } = state.place;
  const { transactionId, legA } = call;
  const file = { kind: "call", bucket, key, placeFrom } as const;
  const at = deps.clock.now();
  await announce({ ...file, transactionId, from: legA.from, to: legA.to, at, idempotencyKey }, turn);
}

async function hasFailed(turn: Turn, type: RecorderAction, event: ObservedEvent): Promise<void> {
  const { state, log, call, settings } = turn;
  const { ErrorType } = (event as EventFor<"ACTION_FAILED">).ActionData ?? {};
  if (type === "StopCallRecording" && state.unsure && ErrorType === "InvalidActionParameter") {
    log.info("the recording had been stopped already");
    return stopped(turn);
  }
  if (type === "StartCallRecording" && state.unsure && ErrorType === "InvalidActionParameter") {
    state.recorder = "on";
    return carriedOut(turn, type, event);
  }
  const { bucket } = destinationOfCall(turn);
  log.error(`IVR_RECORDING_FAILED: ${type} failed with ${ErrorType ?? "no ErrorType"}`, {
    code: "IVR_RECORDING_FAILED",
    action: type,
    errorType: ErrorType,
    bucket,
  });
  state.failures += 1;
  switch (type) {
    case "StartCallRecording":
      giveUp(turn, settings.prompts.failed);
      return;
    case "PauseCallRecording":
      // Whoever asked for the pause must be sure of it.
      state.wish = "stop";
      state.forced = true;
      return;
    case "ResumeCallRecording":
      if (state.failures < 2) return;
      state.held = true;
      say(turn, settings.prompts.failed);
      return;
    case "StopCallRecording":
      if (state.forced && state.failures < 3) state.wish = "stop";
      else if (state.forced && (call.sensitive || unheardLeg(turn))) hangUp(turn);
      else {
        // With a party who cannot be told of it the recording stays paused, until it is asked for again.
        state.wish = unheardLeg(turn) ? "none" : "record";
        // What could not be done is not tried again and again.
        if (state.forced) state.held = undefined;
        state.forced = undefined;
        say(turn, settings.prompts.failed);
      }
  }
}

/** An earlier stop was carried out, of which nothing was reported: another list had taken its place. */
function stopped(turn: Turn): Promise<void> {
  const { state, settings } = turn;
  Object.assign(state, { recorder: "over", wish: "none", failures: 0, forced: undefined });
  say(turn, settings.prompts.stopped);
  return announceCall(turn);
}

// It cannot be kept off the recording in any other way.
function hangUp(turn: Turn): void {
  turn.log.error("IVR_RECORDING_FAILED: neither paused nor stopped, so the call is hung up", {
    code: "IVR_RECORDING_FAILED",
  });
  // Nothing may come behind the hang-ups, or take their place.
  Object.assign(turn.state, { recorder: "over", wish: "none", asking: undefined });
  say(turn, turn.settings.prompts.failed);
  for (const { callId } of turn.call.legs.filter(({ connected }) => connected).toReversed()) {
    turn.actions.push(hangup({ CallId: callId }));
  }
}

async function settleNotice(turn: Turn, { event, mine, done, pending }: Told): Promise<void> {
  const { state, settings } = turn;
  const { keys } = settings.consent;
  const types = keys ? questions : notices;
  const reports = mine && "ActionData" in event && types.includes(event.ActionData?.Type ?? "");
  if (reports && event.InvocationEventType === "ACTION_FAILED") return noticeFailed(turn, event);
  if (reports && event.InvocationEventType === "ACTION_SUCCESSFUL") {
    const { ActionData } = event as EventFor<"ACTION_SUCCESSFUL:PlayAudioAndGetDigits">;
    const { CallId } = ActionData.Parameters ?? {};
    if (CallId !== undefined && CallId !== state.asking) state.asking = undefined;
    else if (!keys) await noticed(turn, "heard");
    else await noticed(turn, ActionData.ReceivedDigits?.includes(keys.agree) ? "agreed" : "declined");
    return;
  }
  if (pending.some((type) => types.includes(type))) return;
  // Something behind it has been reported: the service runs a list in order and drops the rest after a failure.
  if (!keys && done.some((type) => types.includes(type))) return noticed(turn, "heard");
  // Another list took its place: it has to be played again.
  state.asking = undefined;
}

async function noticeFailed(turn: Turn, { ActionData }: EventFor<"ACTION_FAILED">): Promise<void> {
  const { state, call, settings } = turn;
  const { ErrorType, Type = "" } = ActionData ?? {};
  if (ErrorType === "InvalidDigitsReceived") return noticed(turn, "silent");
  const broken = ErrorType === "InvalidAudioSource" && !call.brokenPrompts.includes(settings.prompts.notice);
  // The runtime says a broken prompt to the caller itself.
  if (broken && notices.includes(Type) && state.asking === call.legA.callId) return;
  state.asking = undefined;
  state.failures += 1;
  if (state.failures >= mostFailures) giveUp(turn, settings.prompts.failed);
}
