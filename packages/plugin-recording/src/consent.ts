import { createHmac } from "node:crypto";
import { type Leg, token, value } from "@switchhook/core";

/** What a party did about the recording notice: the audit record of it. */
export interface ConsentRecord {
  readonly transactionId: string;
  /** Tag of the leg that the notice was played to. */
  readonly leg: string;
  /**
   * The party's number as an HMAC-SHA256 in hex, never in the clear: with `consent.numberKey`, or with the transaction id,
   * so that the records of two calls cannot be linked.
   */
  readonly party: string;
  /** `heard`: the notice was played to its end; `agreed`, `declined`: by key; `silent`: no key, which is no consent. */
  readonly answer: "heard" | "agreed" | "declined" | "silent";
  /** The prompt that was played, and in which locale. */
  readonly prompt: string;
  readonly locale: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The same when the same event is delivered again. */
  readonly idempotencyKey: string;
}

/** Keeps what parties answered to the recording notice. */
export interface ConsentLedger {
  /** Has a second; nothing is recorded when it throws (`IVR_CONSENT_NOT_NOTED`). */
  note(record: ConsentRecord, signal: AbortSignal): Promise<void> | void;
}

export const ConsentLedger = token<ConsentLedger>("ConsentLedger");

/** Keeps consent nowhere but in the log, where it is told anyway; `bind` another one in its place. */
export const consentInLog = value(ConsentLedger, { note() {} });

/** The party of a leg, so that it can be recognised and not read. */
export const hashedParty = (leg: Leg, key: string): string => {
  const number = leg.direction === "Outbound" ? leg.to : leg.from;
  return createHmac("sha256", key).update(number).digest("hex");
};
