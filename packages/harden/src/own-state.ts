import { createHash } from "node:crypto";
import type { OutstandingAction } from "@switchhook/core/harness";
import { type Action, type InvocationEvent, isActionType } from "@switchhook/core/wire";

type Attributes = Readonly<Record<string, unknown>>;

/** What the guards have to know of a call from one event to the next; the handler does not see it. */
export interface OwnState {
  /** Undefined while nobody knows: the call was up before its first guarded list. */
  readonly outstanding: readonly OutstandingAction[] | undefined;
  /** The last list by its form, and how often it has been answered in a row. */
  readonly last: string;
  readonly repeats: number;
  /** Whether the last list was the apology. */
  readonly ended: boolean;
}

const key = "hardened";
const mostAttributes = 10;
const mostBytes = 20 * 1024;
// Ten actions of the longest name, and what else is kept of them.
const mostOwnBytes = 400;
// In place of the outstanding actions: the call is the flow's.
const flows = "flow";

/** What is known at an event: what was kept, that there is nothing yet, or nothing at all. */
export function ownStateAt({ InvocationEventType, CallDetails }: InvocationEvent): OwnState {
  const begins = /^(?:NEW_|RINGING|CALL_ANSWERED)/.test(InvocationEventType);
  return (
    readOwnState(CallDetails.TransactionAttributes) ?? {
      outstanding: begins ? [] : undefined,
      last: "",
      repeats: 0,
      ended: false,
    }
  );
}

/** Reads it from the attributes of an event; undefined when there is none. */
export function readOwnState(attributes: Attributes | undefined): OwnState | undefined {
  if (attributes?.[key] === undefined) return undefined;
  const [types = "", last = "", repeats = "0", ended = ""] = String(attributes[key]).split("|");
  return {
    outstanding: types.split(",").flatMap((type) => (isActionType(type) ? [outstandingOf(type)] : [])),
    last,
    repeats: Number(repeats) || 0,
    ended: ended === "ended",
  };
}

export const isMarkedAsFlows = (attributes: Attributes | undefined): boolean =>
  String(attributes?.[key]).split("|")[0] === flows;

/** Marks a call as the flow's; with its end, in the place where every state has it. */
export const markedAsFlows = (attributes: object | undefined, ended = false): object => ({
  ...attributes,
  [key]: ended ? `${flows}|||ended` : flows,
});

const outstandingOf = (type: Action["Type"]): OutstandingAction => ({ owner: "", type, prompts: [] });

/** The attributes of an answer: those that the handler gives, or that are there, and ours where there is room. */
export function writeOwnState(
  attributes: Attributes | undefined,
  { outstanding, last, repeats, ended }: OwnState & { readonly outstanding: readonly OutstandingAction[] },
): Attributes {
  if (attributes && areFull(attributes)) return attributes;
  const types = outstanding.map(({ type }) => type).join(",");
  return { ...attributes, [key]: [types, last, repeats, ended ? "ended" : ""].join("|") };
}

/** Whether attributes have no room for ours: with more, the service would refuse the whole answer (wire.md 4.6). */
export const areFull = (attributes: Attributes): boolean =>
  attributes[key] === undefined &&
  (Object.keys(attributes).length >= mostAttributes ||
    Buffer.byteLength(JSON.stringify(attributes)) + mostOwnBytes > mostBytes);

/** Attributes as the handler knows them. */
export function withoutOwnState(attributes: Attributes | undefined): Record<string, unknown> | undefined {
  if (attributes === undefined) return undefined;
  const { [key]: _ours, ...rest } = attributes;
  return Object.keys(rest).length === 0 ? undefined : rest;
}

export const outstandingFrom = (actions: readonly Action[]): readonly OutstandingAction[] =>
  actions.flatMap(({ Type }) => (isActionType(Type) ? [outstandingOf(Type)] : []));

const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Lists that are the same but for ids and numbers in them, as a count of tries; the same in every call. */
export const formOf = (actions: readonly Action[]): string =>
  createHash("sha256")
    .update(JSON.stringify(actions).replace(id, "").replace(/\d+/g, "0"))
    .digest("base64url")
    .slice(0, 8);
