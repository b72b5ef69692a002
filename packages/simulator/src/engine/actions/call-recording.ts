import type {
  PauseCallRecording,
  ResumeCallRecording,
  StartCallRecording,
  StopCallRecording,
} from "@switchhook/core/wire";
import type { SimLeg } from "../legs.js";
import { type ActionHost, finishSoon, invalid, type Runner } from "./runner.js";

const two = (value: number): string => String(value).padStart(2, "0");

/** The key that the service gives a recording, known when it starts (3.9). */
function recordingKey(prefix: readonly string[], startedAt: number, transactionId: string, callId: string) {
  const at = new Date(startedAt);
  const day = [at.getUTCFullYear(), two(at.getUTCMonth() + 1), two(at.getUTCDate())];
  const time = [
    two(at.getUTCHours()),
    two(at.getUTCMinutes()),
    two(at.getUTCSeconds()),
    String(at.getUTCMilliseconds()).padStart(3, "0"),
  ];
  const folder = prefix.length > 0 ? prefix.join("/") : "Amazon-Chime-SMA-Call-Recordings";
  return `${folder}/${day.join("/")}/${[...day, ...time].join("-")}_${transactionId}_${callId}.wav`;
}

// A bucket that cannot be written to is found at once, not only when the recording is over.
const startMs = 20;

export const runStartCallRecording: Runner<StartCallRecording> = (host, { Parameters }, leg, finish) => {
  if (leg.recording) return finishSoon(host, finish, invalid("a leg is recorded only once"));
  const [bucket = "", ...prefix] = Parameters.Destination.Location.split("/").filter((part) => part !== "");
  const key = recordingKey(prefix, leg.startedAt, host.transactionId, leg.callId);
  const location = `${bucket}/${key}`;
  let starting = true;
  const tap = host.media.tap(leg.callId, { bucket, key, track: Parameters.Track }, (ending) => {
    if (ending.how !== "unwritable") return;
    delete leg.recording;
    host.tell({ kind: "warning", severity: "warning", text: ending.why, page: "start-call-recording" });
    if (!starting) return;
    starting = false;
    started.cancel();
    finish({
      ok: false,
      errorType: "NoAccessToDestination",
      message: "Error while accessing destination",
      asText: true,
    });
  });
  leg.recording = { location, is: "running", tap };
  const started = {
    cancel: host.clock.after(startMs, () => {
      if (!starting) return;
      starting = false;
      host.tell({ kind: "records", leg: leg.tag, is: "running", location });
      finish({ ok: true, results: { CallRecordingDestination: { Type: "S3", Location: location } } });
    }),
  };
  return started;
};

/** Ends the recording of a leg; it also ends with the leg. */
export function stopRecording(host: Pick<ActionHost, "tell">, leg: SimLeg): void {
  if (!leg.recording || leg.recording.is === "over") return;
  leg.recording.is = "over";
  leg.recording.tap.stop();
  host.tell({ kind: "records", leg: leg.tag, is: "over", location: leg.recording.location });
}

export const runStopCallRecording: Runner<StopCallRecording> = (host, _action, leg, finish) => {
  if (!leg.recording || leg.recording.is === "over") return finishSoon(host, finish, notRecorded);
  stopRecording(host, leg);
  return finishSoon(host, finish, { ok: true });
};

const notRecorded = invalid("no recording is running");

const switchRecording =
  (is: "running" | "paused"): Runner<PauseCallRecording | ResumeCallRecording> =>
  (host, _action, leg, finish) => {
    const { recording } = leg;
    if (!recording || recording.is === "over") return finishSoon(host, finish, notRecorded);
    recording.is = is;
    if (is === "paused") recording.tap.pause();
    else recording.tap.resume();
    host.tell({ kind: "records", leg: leg.tag, is, location: recording.location });
    return finishSoon(host, finish, { ok: true });
  };
export const runPauseCallRecording = switchRecording("paused");
export const runResumeCallRecording = switchRecording("running");
