import { type Clock, IvrError, type Logger, token, value } from "@switchhook/core";
import type { FilePlace } from "./destination.js";
import { withinMs } from "./within-ms.js";

/** A recording that is over. */
export interface FinishedRecording extends FilePlace {
  /** What was recorded: a leg of the call, a message, or a meeting. */
  readonly kind: "call" | "voice-mail" | "meeting";
  readonly transactionId: string;
  /** The caller's number and the one that was called, as the service tells them; they are not logged. */
  readonly from: string;
  readonly to: string;
  /**
   * `service`: the phone service has told the place; `rule`: it follows from the documented form of its keys, for the
   * service tells it only where nothing stood behind the start in the list.
   */
  readonly placeFrom: "service" | "rule";
  /** Epoch milliseconds when this was known; the file of a call is written a little later. */
  readonly at: number;
  /** The same when the same event is delivered again. */
  readonly idempotencyKey: string;
}

/** Is told of every recording that is over. */
export interface RecordingAnnouncer {
  /** Has 800 ms; what it throws is logged (`IVR_RECORDING_NOT_ANNOUNCED`). */
  recorded(recording: FinishedRecording, signal: AbortSignal): Promise<void> | void;
}

export const RecordingAnnouncer = token<RecordingAnnouncer>("RecordingAnnouncer");

/** Announces recordings nowhere but in the log, where they are told anyway; `bind` another one in its place. */
export const unannounced = value(RecordingAnnouncer, { recorded() {} });

const announceMs = 800;

/** Logs a finished recording and announces it; it never throws, for the recording is there whatever happens. */
export async function announce(
  recording: FinishedRecording,
  {
    deps: { announcer, clock },
    log,
    signal,
  }: {
    readonly deps: { readonly announcer: RecordingAnnouncer; readonly clock: Clock };
    readonly log: Logger;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { kind, bucket, key, placeFrom } = recording;
  log.info("recorded", { kind, bucket, key, placeFrom });
  try {
    await withinMs(clock, announceMs, async () => announcer.recorded(recording, signal));
  } catch (cause) {
    const error = new IvrError("IVR_RECORDING_NOT_ANNOUNCED", `${bucket}/${key} could not be announced`, {
      cause,
    });
    log.error(error.message, { code: error.code, hint: error.hint, error });
  }
}
