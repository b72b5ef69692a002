import type { Action, InvocationEvent } from "@switchhook/core/wire";
import type { LiveLeg } from "./legs.js";
import { formOf, type OwnState } from "./own-state.js";

/** Whether a live call has nothing to hear, nobody to talk with, and nothing that runs. */
export function isSilent(
  event: InvocationEvent,
  legs: readonly LiveLeg[],
  actions: readonly Action[] | undefined,
  remaining: readonly { readonly type: string }[],
): boolean {
  if (legs.length === 0 || legs.some(({ tag }) => tag === "LEG-B")) return false;
  const list = actions !== undefined && actions.length > 0 ? actions.map(({ Type }) => Type) : undefined;
  const runs = list ?? remaining.map(({ type }) => type);
  if (event.InvocationEventType === "INVALID_LAMBDA_RESPONSE" && !list) return true;
  return runs.every((type) => type === "ReceiveDigits");
}

/** How often the same list has been answered in a row to a caller who does nothing, or to what fails. */
export function repeatsOf(
  event: InvocationEvent,
  own: OwnState,
  actions: readonly Action[] | undefined,
): number {
  if (!actions || actions.length === 0) return own.repeats;
  const unanswered =
    event.InvocationEventType === "ACTION_FAILED" ||
    (event.InvocationEventType === "ACTION_SUCCESSFUL" && !hasDigits(event));
  return unanswered && formOf(actions) === own.last ? own.repeats + 1 : 0;
}

const hasDigits = (event: InvocationEvent): boolean => {
  const { ReceivedDigits } = ("ActionData" in event ? (event.ActionData ?? {}) : {}) as {
    ReceivedDigits?: unknown;
  };
  return typeof ReceivedDigits === "string" && ReceivedDigits !== "";
};
