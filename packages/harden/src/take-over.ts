import { createHash } from "node:crypto";
import type { InvocationEvent } from "@switchhook/core/wire";
import type { HardenSettings } from "./options.js";

/** Whether a call is the flow's: by the number that was called, or by a share of all; the same at every event of a call. */
export function isTakenOver({ CallDetails }: InvocationEvent, takeOver: HardenSettings["takeOver"]): boolean {
  if (!takeOver) return false;
  const caller = CallDetails.Participants.find(({ ParticipantTag = "LEG-A" }) => ParticipantTag === "LEG-A");
  const ours = caller?.Direction === "Outbound" ? caller.From : caller?.To;
  if (ours !== undefined && takeOver.numbers.includes(ours)) return true;
  return placeOf(CallDetails.TransactionId) < takeOver.share;
}

/** A place from 0 to 1 that a transaction has for good. */
const placeOf = (transaction: string): number =>
  createHash("sha256").update(transaction).digest().readUInt32BE(0) / 2 ** 32;
