import type { Action } from "../actions/catalog.js";
import { pause } from "../actions/pause.js";
import { core, type OwnedAction, owned, type Settled } from "../call/outstanding.js";
import { actionIssues } from "../response/invocation-response.js";
import { type Invocation, liveLegs } from "./invocation.js";
import { isNotice, saidAgain } from "./said-again.js";

// What is throttled, or fails for a moment, may work after it; and a call has a thousand invocations (wire.md 4.7).
const momentMs = 1000;

/**
 * What comes before the hang-ups when something of the end of a call has failed: words are said a second time, spoken
 * where they were played, and the prompts behind them are not lost with them. A text without a name is known only where the
 * service tells it, which it does of what failed.
 */
export function afterFailedEnd(
  invocation: Invocation,
  settled: Settled,
  spokenAlready: boolean,
): OwnedAction[] {
  const { reported, lost } = settled;
  if (reported?.type === "Hangup") return moment(invocation);
  if (!invocation.call.legA.connected) return [];
  return [
    ...(spokenAlready ? [] : wordsAgain(invocation, settled)),
    ...lost.filter(isNotice).flatMap((action) => saidAgain(invocation, action)),
  ];
}

function wordsAgain(invocation: Invocation, { reported, done }: Settled): OwnedAction[] {
  const { state } = invocation;
  if (!isNotice(reported)) return [];
  if (reported.prompts.length > 0) {
    if (reported.prompts.every((prompt) => state.brokenPrompts.includes(prompt))) return [];
    state.brokenPrompts = [...new Set([...state.brokenPrompts, ...reported.prompts])];
    const again = saidAgain(invocation, reported);
    return reported.type === "Speak" ? [...moment(invocation), ...again] : again;
  }
  const before = done.at(-1);
  // The moment before it says that this was the second time.
  if (before?.type === "Pause" && before.owner === core) return [];
  const again = owned(reported.owner, asReported(invocation));
  return again.length > 0 ? [...moment(invocation), ...again] : [];
}

/** The action as the service tells it, where that is one. */
function asReported({ event, call }: Invocation): Action[] {
  if (event.InvocationEventType !== "ACTION_FAILED" || !event.ActionData) return [];
  const { Type, Parameters } = event.ActionData;
  const action = { Type, Parameters } as Action;
  const { CallId } = (Parameters ?? {}) as { readonly CallId?: string };
  return CallId === call.legA.callId && actionIssues(action, Type).length === 0 ? [action] : [];
}

function moment(invocation: Invocation): OwnedAction[] {
  const [leg] = liveLegs(invocation);
  return owned(core, leg ? [pause({ DurationInMilliseconds: momentMs, CallId: leg.callId })] : []);
}
