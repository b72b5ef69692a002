import type { Caller } from "../caller.js";
import type { LogCapture } from "../log-capture.js";
import type { Broken } from "./promises.js";

/** Whether an IVR has cleaned up once, as the lines of its invocations say; of other handlers nothing is known. */
export function cleanups({ simulated, trace }: Caller, log: LogCapture): readonly Broken[] {
  const lines = log.entries.filter(
    ({ message, transaction }) => message === "invocation" && transaction === simulated.call.transactionId,
  );
  const times = lines.filter(({ fields }) => fields.cleanedUp === true).length;
  const broken = (what: string) => [{ promise: "cleanup-once" as const, what, at: trace.length }];
  if (times > 1) return broken(`the IVR cleaned up ${times} times`);
  const last = simulated.events.at(-1);
  const over =
    last?.InvocationEventType === "HANGUP" &&
    last.CallDetails.Participants.every(({ Status }) => Status === "Disconnected");
  const fellBack = lines.some(({ fields }) => fields.stepAfter === "(fallback)");
  if (times === 1 || lines.length === 0 || !over || fellBack) return [];
  return broken("the last leg is gone, and the IVR has not cleaned up");
}
