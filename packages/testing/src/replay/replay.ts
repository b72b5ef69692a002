import { isForeign, readCallState } from "@switchhook/core/harness";
import { masked, type SmaHandler } from "@switchhook/simulator";
import type { LoggedExchange } from "./read-log.js";

/** Where a handler answers otherwise than the log. */
export interface Difference {
  readonly transaction: string;
  readonly sequence: number;
  readonly event: string;
  readonly of: "actions" | "state";
  /** As the log has it, and as it is now, without ids and tokens. */
  readonly was: string;
  readonly is: string;
}

export interface ReplayOptions {
  /** Whether TransactionAttributes are compared as well; default true. */
  readonly state?: boolean;
  /** Digits and numbers that a log has stand-ins for, by those: `{ "83921": "12345" }`. Default: none. */
  readonly digits?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly Actions?: unknown;
  readonly TransactionAttributes?: Readonly<Record<string, unknown>> | null;
  /** What the handler said in place of an answer. */
  readonly threw?: string;
}

/**
 * Sends the events of a log to a handler, each with the attributes of its own last answer, and compares the answers. What
 * differs from call to call, ids and tokens, is compared by its form. An event whose answer was not logged is only sent.
 */
export async function replay(
  handler: SmaHandler,
  exchanges: readonly LoggedExchange[],
  { state = true, digits = {} }: ReplayOptions = {},
): Promise<readonly Difference[]> {
  const attributes = new Map<string, unknown>();
  const differences: Difference[] = [];
  const idsNow = new Map<string, Readonly<Record<string, string>>>();
  const standIns = replacing(Object.fromEntries(Object.entries(digits).map(([one, other]) => [other, one])));
  for (const { event, answer } of exchanges) {
    const details = { ...(event.CallDetails as Record<string, unknown> | undefined) };
    const transaction = String(details.TransactionId ?? "");
    if (attributes.has(transaction)) details.TransactionAttributes = attributes.get(transaction);
    // Of a call whose beginning was not logged, what the log has is all that there is.
    else if (begins(event)) delete details.TransactionAttributes;
    const real = replacing({ ...digits, ...idsNow.get(transaction) });
    const given = await answerOf(handler, real({ ...event, CallDetails: details }));
    attributes.set(transaction, given?.TransactionAttributes ?? details.TransactionAttributes);
    if (answer === undefined) continue;
    const [before, now] = [answer as Answer, standIns(given ?? {})];
    idsNow.set(transaction, { ...idsNow.get(transaction), ...idsOf(before, given ?? {}) });
    const pairs = [
      { of: "actions" as const, was: actionsOf(before), is: now.threw ?? actionsOf(now) },
      ...(state && before.TransactionAttributes && now.threw === undefined
        ? [{ of: "state" as const, was: stateOf(before), is: stateOf(now) }]
        : []),
    ];
    for (const { of, was, is } of pairs) {
      if (was === is) continue;
      const { Sequence, InvocationEventType } = event;
      differences.push({
        transaction,
        sequence: Number(Sequence ?? 0),
        event: String(InvocationEventType),
        of,
        was,
        is,
      });
    }
  }
  return differences;
}

async function answerOf(handler: SmaHandler, event: object): Promise<Answer | undefined> {
  try {
    return (await handler(event)) as Answer | undefined;
  } catch (error) {
    return { threw: `the handler threw: ${error instanceof Error ? error.message : String(error)}` };
  }
}

const begins = ({ InvocationEventType, Sequence }: Readonly<Record<string, unknown>>): boolean =>
  String(InvocationEventType).startsWith("NEW_") || Sequence === 1;

// No `Actions` and none are the same to whoever reads a log.
const actionsOf = ({ Actions }: Answer): string => masked(Actions ?? []);

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Ids of the log by those of this time, such as an attendee's: later events have to name what the handler has made now. */
function idsOf(before: Answer, now: Answer): Readonly<Record<string, string>> {
  if (actionsOf(before) !== actionsOf(now)) return {};
  const [logged = [], made = []] = [before, now].map(
    ({ Actions }) => JSON.stringify(Actions ?? []).match(uuid) ?? [],
  );
  return Object.fromEntries(
    logged.flatMap((id, at) => (made[at] === undefined || made[at] === id ? [] : [[id, made[at]]])),
  );
}

/** Attributes, ours as what they say: an IVR may write the same in another way. */
function stateOf({ TransactionAttributes }: Answer): string {
  const attributes = TransactionAttributes ?? {};
  const state = readCallState(attributes);
  if (!state) return masked(attributes);
  const others = Object.fromEntries(Object.entries(attributes).filter(([name]) => isForeign(name)));
  return masked({ ...state, ...others });
}

/** A copy in which texts stand for others, wherever they are no part of something longer. */
function replacing(texts: Readonly<Record<string, string>>): <T>(value: T) => T {
  const names = Object.keys(texts).sort((one, other) => other.length - one.length);
  if (names.length === 0) return (value) => structuredClone(value);
  const pattern = new RegExp(`(?<![0-9A-Za-z])(?:${names.map(escaped).join("|")})(?![0-9A-Za-z])`, "g");
  const inside = (value: unknown): unknown => {
    if (typeof value === "string") return value.replace(pattern, (found) => texts[found] ?? found);
    if (Array.isArray(value)) return value.map(inside);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inside(one)]));
  };
  return (value) => inside(value) as typeof value;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
