import type { Apology } from "@switchhook/core";
import { settle } from "@switchhook/core/harness";
import {
  type Action,
  hangup,
  type InvocationEvent,
  type InvocationResponse,
  speak,
} from "@switchhook/core/wire";
import { isIgnored } from "./is-ignored.js";
import { isRecord } from "./is-record.js";
import { liveLegs } from "./legs.js";
import { formOf, type OwnState, outstandingFrom, withoutOwnState, writeOwnState } from "./own-state.js";

/** The actions of an answer; what is none, in an answer that was not repaired, is one of no type. */
export const actionsOf = (answer: unknown): readonly Action[] | undefined => {
  const { Actions } = (answer ?? {}) as { Actions?: unknown };
  return Array.isArray(Actions)
    ? Actions.map((action: unknown) => (isRecord(action) ? action : {}) as unknown as Action)
    : undefined;
};

/** An answer as Lambda sends it: functions are left out, dates are texts; throws for what is no JSON. */
export const asSent = (answer: unknown): unknown =>
  answer === undefined ? undefined : JSON.parse(JSON.stringify(answer) ?? "null");

/** An answer with what the guards have to know at the next event. */
export function withOwn(
  event: InvocationEvent,
  answer: InvocationResponse | undefined,
  own: OwnState,
  repeats = 0,
): unknown {
  const given = answer?.TransactionAttributes ?? {};
  if (liveLegs(event).length === 0 || !isRecord(answer ?? {}) || !isRecord(given)) return answer;
  const actions = actionsOf(answer);
  const replaced = actions !== undefined && actions.length > 0 && !isIgnored(event);
  const outstanding = replaced
    ? outstandingFrom(actions)
    : own.outstanding && settle(event, own.outstanding).remaining;
  const sent = answer ?? { SchemaVersion: "1.0" };
  if (!outstanding) return sent;
  const came = withoutOwnState(event.CallDetails.TransactionAttributes);
  return {
    ...sent,
    TransactionAttributes: writeOwnState(answer?.TransactionAttributes ?? came, {
      outstanding,
      last: replaced ? formOf(actions) : own.last,
      repeats: replaced ? repeats : own.repeats,
      ended: false,
    }),
  };
}

// Where the attributes are full, an answer does not tell of itself that it is one.
const apologies = new WeakSet<object>();

/** Whether an answer is the apology, for the first time in its call. */
export const isApology = (answer: unknown): boolean => isRecord(answer) && apologies.has(answer);

/** The apology and a hang-up of every leg; nothing where the service would ignore them. */
export function apologise(event: InvocationEvent, own: OwnState, apology: Apology): InvocationResponse {
  // To note an end that does not come would be the end of a call at its next event.
  if (isIgnored(event)) return { SchemaVersion: "1.0" };
  const legs = liveLegs(event);
  const caller = legs.find(({ tag }) => tag === "LEG-A");
  // Said once: when the apology itself is what failed, only the hang-ups are left.
  const isFirst = !own.ended && !isFailureOf(apology, event);
  const Actions = [
    ...(caller && isFirst ? [speak({ ...apology, CallId: caller.CallId })] : []),
    ...legs.toReversed().map(({ CallId }) => hangup({ CallId })),
  ];
  const answer = {
    SchemaVersion: "1.0" as const,
    Actions,
    TransactionAttributes: writeOwnState(withoutOwnState(event.CallDetails.TransactionAttributes), {
      outstanding: outstandingFrom(Actions),
      last: "",
      repeats: 0,
      ended: true,
    }),
  };
  if (isFirst) apologies.add(answer);
  return answer;
}

// Where the attributes are full, that it was said is not noted.
function isFailureOf({ Text }: Apology, event: InvocationEvent): boolean {
  if (event.InvocationEventType !== "ACTION_FAILED") return false;
  const { Parameters } = (event.ActionData ?? {}) as { Parameters?: { Text?: unknown } };
  return Text !== undefined && Parameters?.Text === Text;
}
