import { masked, type SmaHandler } from "@switchhook/simulator";
import type { LoggedExchange } from "./read-log.js";

/** Where a handler answers otherwise than the log. */
export interface Difference {
  readonly transaction: string;
  readonly sequence: number;
  readonly event: string;
  /** Actions as the log has them, and as they are now, without ids and tokens. */
  readonly was: string;
  readonly is: string;
}

/**
 * Sends the events of a log to a handler, each with the attributes of its own last answer, and compares the actions. What
 * differs from call to call, ids and tokens, is compared by its form. An event whose answer was not logged is only sent.
 */
export async function replay(
  handler: SmaHandler,
  exchanges: readonly LoggedExchange[],
): Promise<readonly Difference[]> {
  const attributes = new Map<string, unknown>();
  const differences: Difference[] = [];
  for (const { event, answer } of exchanges) {
    const details = { ...(event.CallDetails as Record<string, unknown> | undefined) };
    const transaction = String(details.TransactionId ?? "");
    if (attributes.has(transaction)) details.TransactionAttributes = attributes.get(transaction);
    else delete details.TransactionAttributes;
    const given = (await handler(structuredClone({ ...event, CallDetails: details }))) as {
      readonly Actions?: unknown;
      readonly TransactionAttributes?: unknown;
    };
    if (given?.TransactionAttributes !== undefined) attributes.set(transaction, given.TransactionAttributes);
    if (answer === undefined) continue;
    const [was, is] = [answer, given].map((one) => actionsOf(one));
    if (was === is) continue;
    differences.push({
      transaction,
      sequence: Number(event.Sequence ?? 0),
      event: String(event.InvocationEventType),
      was: was ?? "",
      is: is ?? "",
    });
  }
  return differences;
}

// No `Actions` and none are the same to whoever reads a log.
const actionsOf = (answer: unknown): string =>
  masked((answer as { Actions?: unknown } | undefined)?.Actions ?? []);
