import { randomUUID } from "node:crypto";
import type { RecordAudio } from "@switchhook/core/wire";
import { invalid, type Runner } from "./runner.js";

// The reference's level for an ordinary line (3.8).
const defaultThreshold = 200;

/** Records what a party says, until a key, the time or silence ends it (3.8). */
export const runRecordAudio: Runner<RecordAudio> = (host, { Parameters }, leg, finish) => {
  host.answer(leg);
  const { BucketName, Prefix = "" } = Parameters.RecordingDestination;
  const { DurationInSeconds, SilenceDurationInSeconds, SilenceThreshold = defaultThreshold } = Parameters;
  const Key = `${Prefix}${randomUUID()}.wav`;
  const location = `${BucketName}/${Key}`;
  const results = { RecordingDestination: { Type: "S3", BucketName, Key } };
  let terminator: string | undefined;
  let over = false;

  host.tell({ kind: "records", leg: leg.tag, is: "running", location });
  const recording = host.media.record(
    leg.callId,
    {
      bucket: BucketName,
      key: Key,
      ...(SilenceDurationInSeconds !== undefined && {
        silenceMs: Number(SilenceDurationInSeconds) * 1000,
        silenceThreshold: Number(SilenceThreshold),
      }),
    },
    (ending) => {
      if (over) return;
      unhook();
      host.tell({ kind: "records", leg: leg.tag, is: "over", location });
      if (ending.how === "unwritable") {
        host.tell({ kind: "warning", severity: "warning", text: ending.why, page: "record-audio" });
        finish(invalid("An error occurred while uploading the recording to the S3 bucket."));
        return;
      }
      finish({
        ok: true,
        results: { ...results, ...(terminator !== undefined && { RecordingTerminatorUsed: terminator }) },
      });
    },
  );
  const unlisten = host.onKey(leg, (key) => {
    if (over || !Parameters.RecordingTerminators.includes(key)) return;
    terminator = key;
    recording.stop();
  });
  const untime =
    DurationInSeconds === undefined
      ? () => {}
      : host.clock.after(Number(DurationInSeconds) * 1000, () => recording.stop());
  const unhook = () => {
    over = true;
    unlisten();
    untime();
  };
  return {
    cancel() {
      if (over) return;
      unhook();
      recording.stop();
      host.tell({ kind: "records", leg: leg.tag, is: "over", location });
    },
    resultsSoFar: () => results,
  };
};
