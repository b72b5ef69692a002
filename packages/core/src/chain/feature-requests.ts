import { actionDefinitions, isReporting } from "../actions/catalog.js";
import type { CallState } from "../call/call-state.js";
import type { InvocationEvent } from "../event/invocation-event.js";

/** What the caller's keys or an update from outside want of a feature. */
export type FeatureRequest =
  | { readonly code: string }
  | { readonly command: string; readonly args: Readonly<Record<string, string>> };

/** The request that an event brings, if it is for a feature. */
export function requestIn(event: InvocationEvent, codes: readonly string[]): FeatureRequest | undefined {
  if (event.InvocationEventType === "DIGITS_RECEIVED") {
    const code = codeAtEnd(event.ActionData?.ReceivedDigits ?? "", codes);
    return code === undefined ? undefined : { code };
  }
  if (event.InvocationEventType === "CALL_UPDATE_REQUESTED") {
    const { command, ...args } = event.ActionData?.Parameters?.Arguments ?? {};
    return command === undefined ? undefined : { command, args };
  }
  return undefined;
}

// The service may hand over all digits since its last flush, so a code is looked for at the end (sma.md 3.3).
const codeAtEnd = (typed: string, codes: readonly string[]): string | undefined =>
  codes.filter((code) => typed.endsWith(code)).sort((a, b) => b.length - a.length)[0];

/** The requests to serve now, and those that have to wait. */
export interface Requests {
  readonly now: readonly FeatureRequest[];
  readonly waiting: readonly FeatureRequest[];
}

/**
 * Lets a request wait while an action runs that is going to report: the service would finish that first anyway, and
 * the answer to its report would throw away whatever had been put behind it (sma.md 4.2).
 */
export function takeRequests(
  event: InvocationEvent,
  asked: FeatureRequest | undefined,
  { waiting, outstanding }: Pick<CallState, "waiting" | "outstanding">,
): Requests {
  const reports =
    event.InvocationEventType === "ACTION_SUCCESSFUL" || event.InvocationEventType === "ACTION_FAILED";
  if (reports) return { now: waiting, waiting: [] };
  if (!asked) return { now: [], waiting };
  const willReport = outstanding.some(
    ({ type }) => isReporting(type) && !("command" in asked && actionDefinitions[type].interruptible),
  );
  return willReport ? { now: [], waiting: [...waiting, asked] } : { now: [asked], waiting };
}
