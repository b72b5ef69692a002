import type { Call } from "../call/call.js";
import type { CallState } from "../call/call-state.js";
import { IvrError } from "../errors.js";
import { languageTag } from "../plugin/option-schemas.js";
import { Logger } from "./logger.js";
import { type Binding, type Token, token, value } from "./services.js";

/** The call of this invocation, for adapters that are bound per call. */
export const CurrentCall = token<Call>("CurrentCall");

/** The locale of the call, to be changed: by a language menu, or by what is known of the caller. */
export interface CallLocale {
  /** Sets it for the rest of the call, from the next prompt on: a language tag such as `es-US` (`IVR_RESULT_INVALID`). */
  set(tag: string): void;
}

export const CallLocale = token<CallLocale>("CallLocale");

/** Fires when the deadline of this invocation has come. */
export const Deadline = token<AbortSignal>("Deadline");

/** The logger of this call: redacted, with the transaction in every entry. */
export const CallLogger = token<Logger>("CallLogger");

/** Transaction and sequence: the same for every delivery of the same event. */
export const IdempotencyKey = token<string>("IdempotencyKey");

/** The services that core itself offers within an invocation. */
export const ofTheCall: readonly Token<unknown>[] = [
  CurrentCall,
  CallLocale,
  Deadline,
  CallLogger,
  IdempotencyKey,
];

export const callBindings = (
  { call, state }: { readonly call: Call; readonly state: CallState },
  deadline: AbortSignal,
  log: Logger,
  key: string,
): Binding[] => [
  value(CurrentCall, call),
  value(CallLocale, { set: (tag) => setLocale(state, tag) }),
  value(Deadline, deadline),
  value(CallLogger, log),
  value(IdempotencyKey, key),
];

function setLocale(state: CallState, tag: string): void {
  if (!languageTag().safeParse(tag).success) {
    throw new IvrError("IVR_RESULT_INVALID", `the locale of the call was set to ${JSON.stringify(tag)}`, {
      hint: "Give a language tag such as en-US or es.",
    });
  }
  state.locale = tag;
}
