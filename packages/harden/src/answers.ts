import type { Apology } from "@switchhook/core";
import { settle } from "@switchhook/core/harness";
import {
  type Action,
  hangup,
  type InvocationEvent,
  type InvocationResponse,
  speak,
} from "@switchhook/core/wire";
import { liveLegs } from "./legs.js";
import { formOf, type OwnState, outstandingFrom, withoutOwnState, writeOwnState } from "./own-state.js";

export const actionsOf = (answer: unknown): readonly Action[] | undefined => {
  const { Actions } = (answer ?? {}) as { Actions?: unknown };
  return Array.isArray(Actions) ? (Actions as Action[]) : undefined;
};

/** An answer with what the guards have to know at the next event. */
export function withOwn(
  event: InvocationEvent,
  answer: InvocationResponse | undefined,
  own: OwnState,
  repeats = 0,
): unknown {
  if (liveLegs(event).length === 0) return answer;
  const actions = actionsOf(answer);
  const replaced = actions !== undefined && actions.length > 0;
  const outstanding = replaced
    ? outstandingFrom(actions)
    : own.outstanding && settle(event, own.outstanding).remaining;
  if (!outstanding) return { SchemaVersion: "1.0", ...answer };
  const came = withoutOwnState(event.CallDetails.TransactionAttributes);
  return {
    SchemaVersion: "1.0",
    ...answer,
    TransactionAttributes: writeOwnState(answer?.TransactionAttributes ?? came, {
      outstanding,
      last: replaced ? formOf(actions) : own.last,
      repeats: replaced ? repeats : own.repeats,
      ended: false,
    }),
  };
}

/** The apology and a hang-up of every leg. */
export function apologise(event: InvocationEvent, own: OwnState, apology: Apology): InvocationResponse {
  const legs = liveLegs(event);
  const caller = legs.find(({ tag }) => tag === "LEG-A");
  const Actions = [
    // Said once: when the apology itself is what failed, only the hang-ups are left.
    ...(caller && !own.ended ? [speak({ ...apology, CallId: caller.CallId })] : []),
    ...legs.toReversed().map(({ CallId }) => hangup({ CallId })),
  ];
  return {
    SchemaVersion: "1.0",
    Actions,
    TransactionAttributes: writeOwnState(withoutOwnState(event.CallDetails.TransactionAttributes), {
      outstanding: outstandingFrom(Actions),
      last: "",
      repeats: 0,
      ended: true,
    }),
  };
}
