import { randomUUID } from "node:crypto";
import type {
  PauseCallRecording,
  ReceiveDigits,
  RecordAudio,
  ResumeCallRecording,
  SendDigits,
  StartCallRecording,
  StopCallRecording,
  VoiceFocus,
} from "@switchhook/core/wire";
import type { SimLeg } from "../legs.js";
import { type ActionHost, type Ending, finishSoon, type Runner } from "./runner.js";

export const runReceiveDigits: Runner<ReceiveDigits> = (host, { Parameters }, leg, finish) => {
  host.setListener(leg, {
    regex: new RegExp(Parameters.InputDigitsRegex),
    betweenMs: Parameters.InBetweenDigitsDurationInMilliseconds,
    flushMs: Parameters.FlushDigitsDurationInMilliseconds,
    echo: { CallId: leg.callId, ...Parameters },
  });
  host.tell({ kind: "listens", regex: Parameters.InputDigitsRegex });
  return finishSoon(host, finish, { ok: true, results: { ReceivedDigits: "" } });
};

const two = (value: number): string => String(value).padStart(2, "0");

/** The key that the service gives a recording, known when it starts (3.9). */
function recordingKey(location: string, startedAt: number, transactionId: string, callId: string): string {
  const [bucket = "", ...prefix] = location.split("/").filter((part) => part !== "");
  const at = new Date(startedAt);
  const day = [at.getUTCFullYear(), two(at.getUTCMonth() + 1), two(at.getUTCDate())];
  const time = [
    two(at.getUTCHours()),
    two(at.getUTCMinutes()),
    two(at.getUTCSeconds()),
    String(at.getUTCMilliseconds()).padStart(3, "0"),
  ];
  const folder = prefix.length > 0 ? prefix.join("/") : "Amazon-Chime-SMA-Call-Recordings";
  return `${bucket}/${folder}/${day.join("/")}/${[...day, ...time].join("-")}_${transactionId}_${callId}.wav`;
}

export const runStartCallRecording: Runner<StartCallRecording> = (host, { Parameters }, leg, finish) => {
  if (leg.recording) return refuse(host, finish, "a leg is recorded only once");
  const location = recordingKey(
    Parameters.Destination.Location,
    leg.startedAt,
    host.transactionId,
    leg.callId,
  );
  leg.recording = { location, is: "running", media: host.media.record(leg.callId, () => {}) };
  host.tell({ kind: "records", is: "running", location });
  return finishSoon(host, finish, {
    ok: true,
    results: { CallRecordingDestination: { Type: "S3", Location: location } },
  });
};

/** Ends the recording of a leg; it also ends with the leg. */
export function stopRecording(host: Pick<ActionHost, "tell">, leg: SimLeg): void {
  if (!leg.recording || leg.recording.is === "over") return;
  leg.recording.is = "over";
  leg.recording.media.stop();
  host.tell({ kind: "records", is: "over", location: leg.recording.location });
}

export const runStopCallRecording: Runner<StopCallRecording> = (host, _action, leg, finish) => {
  if (!leg.recording || leg.recording.is === "over") return refuse(host, finish, "no recording is running");
  stopRecording(host, leg);
  return finishSoon(host, finish, { ok: true });
};

const switchRecording =
  (is: "running" | "paused"): Runner<PauseCallRecording | ResumeCallRecording> =>
  (host, _action, leg, finish) => {
    const { recording } = leg;
    if (!recording || recording.is === "over") return refuse(host, finish, "no recording is running");
    recording.is = is;
    host.tell({ kind: "records", is, location: recording.location });
    return finishSoon(host, finish, { ok: true });
  };
export const runPauseCallRecording = switchRecording("paused");
export const runResumeCallRecording = switchRecording("running");

function refuse(host: ActionHost, finish: (ending: Ending) => void, message: string) {
  return finishSoon(host, finish, { ok: false, errorType: "InvalidActionParameter", message });
}

export const runRecordAudio: Runner<RecordAudio> = (host, { Parameters }, leg, finish) => {
  host.answer();
  const { BucketName, Prefix = "" } = Parameters.RecordingDestination;
  const key = `${Prefix}${randomUUID()}.wav`;
  const media = host.media.record(leg.callId, () => {});
  host.tell({ kind: "records", is: "running", location: `${BucketName}/${key}` });
  const end = (terminator?: string) => {
    stop();
    host.tell({ kind: "records", is: "over", location: `${BucketName}/${key}` });
    finish({
      ok: true,
      results: {
        RecordingDestination: { Type: "S3", BucketName, Key: key },
        ...(terminator !== undefined && { RecordingTerminatorUsed: terminator }),
      },
    });
  };
  const unlisten = host.onKey(leg, (pressed) => {
    if (Parameters.RecordingTerminators.includes(pressed)) end(pressed);
  });
  const seconds = Parameters.DurationInSeconds ?? Parameters.SilenceDurationInSeconds;
  const cancelTimer =
    seconds === undefined ? () => {} : host.clock.after(Number(seconds) * 1000, () => end());
  const stop = () => {
    unlisten();
    cancelTimer();
    media.stop();
  };
  return { cancel: stop };
};

const defaultToneMs = 250;
const commaMs = 500;

export const runSendDigits: Runner<SendDigits> = (host, { Parameters }, _leg, finish) => {
  const tone = Parameters.ToneDurationInMilliseconds ?? defaultToneMs;
  const ms = [...Parameters.Digits].reduce((sum, digit) => sum + (digit === "," ? commaMs : tone), 0);
  return finishSoon(host, finish, { ok: true }, ms);
};

export const runVoiceFocus: Runner<VoiceFocus> = (host, _action, _leg, finish) =>
  finishSoon(host, finish, { ok: true });
