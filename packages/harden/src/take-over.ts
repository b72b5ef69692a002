import { createHash } from "node:crypto";
import type { InvocationEvent, InvocationResponse } from "@switchhook/core/wire";
import { readProgress } from "@switchhook/core/wire";
import { type Context, inTime } from "./ask-handler.js";
import type { Guards } from "./guards.js";
import type { HardenSettings, TakeOver } from "./options.js";
import { areFull, isMarkedAsFlows, markedAsFlows, type OwnState, readOwnState } from "./own-state.js";

/** Whether a call is the flow's: decided when it begins, and kept with it to its end, whatever the options are by then. */
export function isTakenOver(event: InvocationEvent, takeOver: TakeOver): boolean {
  if (begins(event)) return isChosen(event, takeOver);
  const { TransactionAttributes } = event.CallDetails;
  if (isMarkedAsFlows(TransactionAttributes)) return true;
  // A call of the flow from before there was harden(); an old handler may have an attribute of that name, too.
  return (
    readOwnState(TransactionAttributes) === undefined && readProgress(TransactionAttributes) !== undefined
  );
}

/** Has the flow answer, and keeps with the call that it is the flow's. */
export async function answerByFlow(
  event: InvocationEvent,
  raw: unknown,
  context: unknown,
  { handler }: TakeOver,
  { ended }: OwnState,
): Promise<unknown> {
  const answer = (await handler(raw, context as never)) as { TransactionAttributes?: object } | undefined;
  // Without attributes in the answer, the call keeps those that it has.
  return begins(event) || answer?.TransactionAttributes
    ? { ...answer, TransactionAttributes: markedAsFlows(answer?.TransactionAttributes, ended) }
    : answer;
}

// The deadline that a flow of plugins has of its own, and what it is given to make its own apology then: the service waits 5 s.
const flowsDeadlineMs = 4000;
const flowsApologyMs = 250;

/** Waits for a flow somewhat longer than it takes with a deadline of its own. */
export function flowInTime(
  asked: Promise<unknown>,
  context: Context | undefined,
  { clock, deadlineMs }: HardenSettings,
  guards: Guards,
): Promise<unknown> {
  const left = context?.getRemainingTimeInMillis?.();
  return inTime(
    asked,
    left === undefined ? undefined : { getRemainingTimeInMillis: () => left + flowsApologyMs },
    { clock, deadlineMs: Math.max(deadlineMs, flowsDeadlineMs) + flowsApologyMs },
    guards,
  );
}

/** The apology for a flow that threw: its state stays as it came, for the flow has yet to clean up at the end. */
export function keptAsFlows(event: InvocationEvent, { SchemaVersion, Actions }: InvocationResponse): unknown {
  const came = event.CallDetails.TransactionAttributes ?? undefined;
  const answer = { SchemaVersion, ...(Actions && { Actions }) };
  // Without actions it has not ended anything.
  const isNoted = begins(event) || Actions !== undefined;
  return isNoted && !areFull(came ?? {})
    ? { ...answer, TransactionAttributes: markedAsFlows(came, Actions !== undefined) }
    : answer;
}

/** After the apology the flow hears of the call's end; what it would have played in the meantime is not to replace that end. */
export function endedAsFlows(answer: unknown, { SchemaVersion, Actions }: InvocationResponse): unknown {
  const { TransactionAttributes } = (answer ?? {}) as InvocationResponse;
  return {
    SchemaVersion,
    ...(Actions && { Actions }),
    ...(TransactionAttributes && { TransactionAttributes }),
  };
}

const begins = ({ InvocationEventType }: InvocationEvent): boolean =>
  InvocationEventType === "NEW_INBOUND_CALL" || InvocationEventType === "NEW_OUTBOUND_CALL";

/** By the number that was called, or by a share of all. */
function isChosen({ CallDetails }: InvocationEvent, { numbers = [], share = 0 }: TakeOver): boolean {
  const caller = CallDetails.Participants.find(({ ParticipantTag = "LEG-A" }) => ParticipantTag === "LEG-A");
  const ours = caller?.Direction === "Outbound" ? caller.From : caller?.To;
  if (ours !== undefined && numbers.includes(ours)) return true;
  return placeOf(CallDetails.TransactionId) < share;
}

/** A place from 0 to 1, the same for a transaction in every process. */
const placeOf = (transaction: string): number =>
  createHash("sha256").update(transaction).digest().readUInt32BE(0) / 2 ** 32;
