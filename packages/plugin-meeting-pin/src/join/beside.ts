import { cutOff, whileWaited } from "@switchhook/aws";
import type { JoinArgs } from "./join-args.js";

// Of the four seconds of an invocation: the answer that the caller waits for must still leave in time.
const besideMs = 2000;

/**
 * Does what goes with a call, but is not worth it: it has `ms`, by default 2 s, and a failure is logged as `failure` and answered with
 * undefined.
 */
export async function beside<T>(
  { deps, log, signal }: Pick<JoinArgs, "deps" | "log" | "signal">,
  failure: string,
  work: (signal: AbortSignal) => Promise<T>,
  ms = besideMs,
): Promise<T | undefined> {
  const inTime = cutOff(deps.clock, ms, signal, "answer");
  try {
    return await whileWaited(inTime.signal, () => work(inTime.signal));
  } catch (error) {
    log.error(`IVR_MEETING_UNAVAILABLE: ${failure}`, { code: "IVR_MEETING_UNAVAILABLE", error });
    return undefined;
  } finally {
    inTime.cancel();
  }
}
