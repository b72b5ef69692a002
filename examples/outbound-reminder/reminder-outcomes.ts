import { token } from "@switchhook/core";

/** What the called party chose. */
export type Answer = "confirmed" | "call-back" | "cancelled";

/** What came of one reminder call. */
export interface ReminderOutcome {
  /** Names the call, as the service answered it to whoever placed it. */
  readonly transactionId: string;
  /** Names the appointment; undefined when the arguments of the call could not be read. */
  readonly appointment?: string;
  /**
   * `no-key`: it was all said, to somebody or to an answering machine; `hung-up`: in the middle of it; `unreachable`: the
   * number does not exist, or the network failed; `failed`: the arguments of the call could not be read.
   */
  readonly result: Answer | "no-key" | "hung-up" | "busy" | "no-answer" | "unreachable" | "failed";
  /** What the called side's network said, such as 486, of a call that nobody answered. */
  readonly sipCode?: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Is told what came of each reminder call. */
export interface ReminderOutcomes {
  /**
   * Told once for each call; again, with the same transaction, only where the service repeats an event or the first time
   * failed, so whoever keeps the first of a transaction has each exactly once. Throws when it is not kept.
   */
  tell(outcome: ReminderOutcome, signal: AbortSignal): Promise<void> | void;
}

export const ReminderOutcomes = token<ReminderOutcomes>("ReminderOutcomes");
