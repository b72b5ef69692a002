import { actionDefinitions, isReporting } from "../actions/catalog.js";
import type { CallState } from "../call/call-state.js";
import type { InvocationEvent } from "../event/invocation-event.js";
import type { ErasedFeature } from "../plugin/define-plugin.js";
import { readValue } from "../read-value.js";

/** What the caller's keys or an update from outside want of a feature. */
export type FeatureRequest =
  | { readonly code: string }
  | { readonly command: string; readonly args: Readonly<Record<string, string>> };

/** The requests that an event brings: codes in the order in which they were typed, or a command. */
export function requestsIn(event: InvocationEvent, codes: readonly string[]): readonly FeatureRequest[] {
  if (event.InvocationEventType === "DIGITS_RECEIVED") {
    return codesIn(event.ActionData?.ReceivedDigits ?? "", codes).map((code) => ({ code }));
  }
  if (event.InvocationEventType === "CALL_UPDATE_REQUESTED") {
    const { command, ...args } = event.ActionData?.Parameters?.Arguments ?? {};
    return command === undefined ? [] : [{ command, args }];
  }
  return [];
}

/** The codes among digits that end with one: the listener reports all that was typed within its pause (wire.md 3.3). */
function codesIn(typed: string, codes: readonly string[]): string[] {
  const longestFirst = codes.toSorted((one, other) => other.length - one.length);
  const last = longestFirst.find((code) => typed.endsWith(code));
  if (last === undefined) return [];
  const before = typed.slice(0, -last.length);
  const found: string[] = [];
  for (let at = 0; at < before.length; ) {
    const code = longestFirst.find((candidate) => before.startsWith(candidate, at));
    if (code !== undefined) found.push(code);
    at += code?.length ?? 1;
  }
  return [...found, last];
}

/** Whether some feature declares the command, with arguments like these. */
export function isDeclared(
  features: readonly { readonly feature: ErasedFeature }[],
  { command, args }: Extract<FeatureRequest, { command: string }>,
): "no" | "with other arguments" | "yes" {
  // The name comes from outside: `constructor` is none that a plugin declared.
  const declared = features.flatMap(({ feature: { commands = {} } }) =>
    Object.hasOwn(commands, command) ? (commands[command] ?? []) : [],
  );
  if (declared.length === 0) return "no";
  return declared.some((one) => readValue(one.args, args).success) ? "yes" : "with other arguments";
}

/** The requests to serve now, and those that have to wait. */
export interface Requests {
  readonly now: readonly FeatureRequest[];
  readonly waiting: readonly FeatureRequest[];
}

// What waits is kept in the call state, which is small.
const mostWaiting = 8;

/**
 * Lets requests wait while an action runs that is going to report: the service would finish that first anyway, and
 * the answer to its report would throw away whatever had been put behind it (wire.md 4.2). What cannot be served at
 * all does not wait, and no more than eight requests do.
 */
export function takeRequests(
  event: InvocationEvent,
  asked: readonly FeatureRequest[],
  { waiting, outstanding }: Pick<CallState, "waiting" | "outstanding">,
  features: readonly { readonly feature: ErasedFeature }[],
): Requests {
  const reports =
    event.InvocationEventType === "ACTION_SUCCESSFUL" || event.InvocationEventType === "ACTION_FAILED";
  if (reports) return { now: waiting, waiting: [] };
  const waits = asked.filter((request) => {
    if ("command" in request && isDeclared(features, request) !== "yes") return false;
    return outstanding.some(
      ({ type }) => isReporting(type) && !("command" in request && actionDefinitions[type].interruptible),
    );
  });
  return {
    now: asked.filter((request) => !waits.includes(request)),
    waiting: [...waiting, ...waits].slice(0, mostWaiting),
  };
}
