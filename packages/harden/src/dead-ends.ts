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

/** How often the same list has been answered in a row to silence or to a failure. */
export function repeatsOf(
  event: InvocationEvent,
  own: OwnState,
  actions: readonly Action[] | undefined,
): number {
  if (!actions || actions.length === 0) return own.repeats;
  const unanswered =
    event.InvocationEventType === "ACTION_FAILED" ||
    (event.InvocationEventType === "ACTION_SUCCESSFUL" && saysNothing(event));
  return unanswered && formOf(actions) === own.last ? own.repeats + 1 : 0;
}

// What only plays, such as music on hold, asks for nothing.
function saysNothing(event: InvocationEvent): boolean {
  const { Type, ReceivedDigits, IntentResult } = ("ActionData" in event ? (event.ActionData ?? {}) : {}) as {
    Type?: string;
    ReceivedDigits?: unknown;
    IntentResult?: { SessionState?: { Intent?: { State?: unknown } } };
  };
  if (Type === "StartBotConversation") return IntentResult?.SessionState?.Intent?.State === "Failed";
  const asks = Type === "SpeakAndGetDigits" || Type === "PlayAudioAndGetDigits";
  return asks && (typeof ReceivedDigits !== "string" || ReceivedDigits === "");
}
