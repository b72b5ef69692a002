import { IvrError } from "./errors.js";
import type { Clock } from "./services/clock.js";

// The service repeats an invocation after 5 s (wire.md 4.7); one second is left for the way there and back.
const deadlineMs = 4000;
// What an answer needs after the deadline when Lambda itself has less time left.
const reserveMs = 500;

/** Runs the work with a signal that fires at the deadline, by default 4 s; then it is `IVR_DEADLINE`, whatever the work does. */
export async function withDeadline<T>(
  clock: Clock,
  context: { getRemainingTimeInMillis?(): number } | undefined,
  work: (signal: AbortSignal) => Promise<T>,
  most = deadlineMs,
): Promise<T> {
  const left = context?.getRemainingTimeInMillis?.();
  const ms = Math.max(0, Math.min(most, (left ?? Number.POSITIVE_INFINITY) - reserveMs));
  const controller = new AbortController();
  let cancel = () => {};
  const deadline = new Promise<never>((_, refuse) => {
    cancel = clock.after(ms, () => {
      const error = new IvrError("IVR_DEADLINE", `no answer within ${ms} ms`);
      // Refused first: work that ends at once on the signal must not win.
      refuse(error);
      controller.abort(error);
    });
  });
  try {
    return await Promise.race([work(controller.signal), deadline]);
  } finally {
    cancel();
  }
}
