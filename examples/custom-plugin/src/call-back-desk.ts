import { token } from "@switchhook/core";

/** Somebody wants to be called back. */
export interface CallBackRequest {
  /** `caller-id`: E.164, as the network shows it; `typed`: digits as they were typed. */
  readonly number: string;
  readonly by: "caller-id" | "typed";
  readonly transactionId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The same when the same event is delivered again: whoever keeps one request for each calls nobody twice. */
  readonly idempotencyKey: string;
}

/** Takes requests to be called back. */
export interface CallBackDesk {
  /** Has two seconds; when it throws, the caller hears that it did not work. */
  take(request: CallBackRequest, signal: AbortSignal): Promise<void> | void;
}

export const CallBackDesk = token<CallBackDesk>("CallBackDesk");
