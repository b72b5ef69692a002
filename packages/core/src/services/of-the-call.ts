import type { Call } from "../call/call.js";
import { Logger } from "./logger.js";
import { type Binding, type Token, token, value } from "./services.js";

/** The call of this invocation, for adapters that are bound per call. */
export const CurrentCall = token<Call>("CurrentCall");

/** Fires when the deadline of this invocation has come. */
export const Deadline = token<AbortSignal>("Deadline");

/** The logger of this call: redacted, with the transaction in every entry. */
export const CallLogger = token<Logger>("CallLogger");

/** Transaction and sequence: the same for every delivery of the same event. */
export const IdempotencyKey = token<string>("IdempotencyKey");

/** The services that core itself offers within an invocation. */
export const ofTheCall: readonly Token<unknown>[] = [CurrentCall, Deadline, CallLogger, IdempotencyKey];

export const callBindings = (call: Call, deadline: AbortSignal, log: Logger, key: string): Binding[] => [
  value(CurrentCall, call),
  value(Deadline, deadline),
  value(CallLogger, log),
  value(IdempotencyKey, key),
];
