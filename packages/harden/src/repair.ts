import { withinSpokenLimit } from "@switchhook/core/harness";
import {
  type Action,
  actionDefinitions,
  checkResponse,
  type InvocationResponse,
  isActionType,
} from "@switchhook/core/wire";
import * as z from "zod/mini";
import { isRecord } from "./is-record.js";

/** An answer made fit to be sent: what was wrong, and the answer; none where its meaning would be lost. */
export interface Repaired {
  readonly wrong: readonly string[];
  readonly answer: InvocationResponse | undefined;
}

const mostActions = 10;

/**
 * Repairs what can be without changing what the caller hears: the version, a missing leg, numbers out of bounds, texts that are
 * too long, more actions than ten. Unknown parameters are sent as they are.
 */
export function repaired(given: unknown, legA: string): Repaired {
  // Nothing is an answer too: the list goes on.
  if (given === undefined || given === null) return { wrong: [], answer: { SchemaVersion: "1.0" } };
  const issues = [...checkResponse(given), ...withoutLeg(given)];
  if (issues.length === 0) return { wrong: [], answer: given as InvocationResponse };
  const wrong = issues.map(({ path, message }) => `${path}: ${message}`);
  if (typeof given !== "object" || Array.isArray(given)) return { wrong, answer: undefined };
  const { Actions, TransactionAttributes } = given as Record<string, unknown>;
  if (Actions !== undefined && Actions !== null && !Array.isArray(Actions))
    return { wrong, answer: undefined };
  const actions = ((Actions ?? []) as unknown[]).flatMap((action) => repairedAction(action, legA));
  const attributes = isRecord(TransactionAttributes) ? { TransactionAttributes } : {};
  const answer = {
    SchemaVersion: "1.0",
    ...(Array.isArray(Actions) && { Actions: fewEnough(actions) }),
    ...attributes,
  } as InvocationResponse;
  return { wrong, answer: isSendable(answer) ? answer : undefined };
}

/** Actions that do not name the leg, although their page requires it (wire.md 3.0). */
function withoutLeg(given: unknown): readonly { readonly path: string; readonly message: string }[] {
  const { Actions } = given as { Actions?: unknown };
  if (!Array.isArray(Actions)) return [];
  return Actions.flatMap((action: unknown, index) =>
    lacksLeg(action) ? [{ path: `Actions[${index}].Parameters.CallId`, message: "is required" }] : [],
  );
}

function lacksLeg(action: unknown): boolean {
  const { Type, Parameters } = (isRecord(action) ? action : {}) as { Type?: unknown; Parameters?: unknown };
  if (typeof Type !== "string" || !isActionType(Type) || !isRecord(Parameters)) return false;
  const named = "CallId" in Parameters || "ParticipantTag" in Parameters;
  return !named && actionDefinitions[Type].callId === "required";
}

function repairedAction(given: unknown, legA: string): readonly Action[] {
  const { Type, Parameters } = (isRecord(given) ? given : {}) as { Type?: unknown; Parameters?: unknown };
  if (typeof Type !== "string" || !isActionType(Type) || !isRecord(Parameters)) return [given as Action];
  const parameters = { ...structuredClone(Parameters), ...(lacksLeg(given) && { CallId: legA }) };
  const parsed = actionDefinitions[Type].request().safeParse(parameters);
  for (const issue of parsed.error?.issues ?? []) clamp(parameters, issue);
  return withinSpokenLimit({ Type, Parameters: parameters } as Action);
}

/** Brings a number back to the bound that it has passed. */
function clamp(parameters: Record<string, unknown>, issue: z.core.$ZodIssue): void {
  const [bound, origin] =
    issue.code === "too_big"
      ? [issue.maximum, issue.origin]
      : issue.code === "too_small"
        ? [issue.minimum, issue.origin]
        : [];
  if (bound === undefined || (origin !== "number" && origin !== "int")) return;
  const at = issue.path
    .slice(0, -1)
    .reduce<unknown>((value, part) => Reflect.get(Object(value), part), parameters);
  const last = issue.path.at(-1);
  if (isRecord(at) && last !== undefined) at[String(last)] = Number(bound);
}

// What follows is lost; but a hang-up at the end is what the call must not lose.
function fewEnough(actions: readonly Action[]): readonly Action[] {
  if (actions.length <= mostActions) return actions;
  const last = actions.at(-1);
  return last?.Type === "Hangup"
    ? [...actions.slice(0, mostActions - 1), last]
    : actions.slice(0, mostActions);
}

function isSendable(answer: InvocationResponse): boolean {
  return checkResponse(answer).every(({ path, message }) => isHarmless(path, message));
}

// A parameter that the pages do not have: the handler may know more than they say.
const isHarmless = (path: string, message: string): boolean =>
  /^Actions\[\d+\]/.test(path) &&
  (/^Unrecognized key/.test(message) || message === "is no field of an action");
