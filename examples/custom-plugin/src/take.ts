import { cutOff, whileWaited } from "@switchhook/aws";
import type { Call, Clock, Logger } from "@switchhook/core";
import type { CallBackDesk, CallBackRequest } from "./call-back-desk.js";

interface Taking {
  readonly call: Pick<Call, "transactionId">;
  readonly deps: { readonly desk: CallBackDesk; readonly clock: Clock };
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly idempotencyKey: string;
}

// Of the four seconds of an invocation: the caller is to hear in the same answer whether it worked.
const takeMs = 2000;

/** Hands a request over; whether that worked. What was wrong is in the log, the number is not. */
export async function take(
  { number, by }: Pick<CallBackRequest, "number" | "by">,
  { call: { transactionId }, deps: { desk, clock }, log, signal, idempotencyKey }: Taking,
): Promise<boolean> {
  const inTime = cutOff(clock, takeMs, signal, "answer of the call-back desk");
  try {
    const request = { number, by, transactionId, at: clock.now(), idempotencyKey };
    await whileWaited(inTime.signal, () => desk.take(request, inTime.signal));
    log.info("call back requested", { by });
    return true;
  } catch (error) {
    log.error("the call-back desk did not take a request", { by, error });
    return false;
  } finally {
    inTime.cancel();
  }
}
