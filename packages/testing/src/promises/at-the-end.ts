import { checkupRuleOf } from "@switchhook/simulator";
import type { Caller } from "../caller.js";
import type { LogCapture } from "../log-capture.js";
import { cleanups } from "./cleanups.js";
import { dataOfOtherCalls } from "./data-of-other-calls.js";
import { loggedSecrets } from "./logged-secrets.js";
import type { Broken, PromiseName } from "./promises.js";

interface Ended {
  readonly checks: ReadonlySet<PromiseName>;
  /** What each process has logged. */
  readonly logs: readonly LogCapture[];
  /** Places in meetings that the caller still has. */
  readonly left: number;
  /** The other calls of the simulation. */
  readonly others: readonly Caller[];
  /** Ids that belong to no call: of meetings, and of those who are in them. */
  readonly shared: ReadonlySet<string>;
}

// What the service says of a call, by the promise that it breaks.
const ofTheService: Readonly<Record<string, PromiseName>> = {
  "dead-air": "no-dead-air",
  "forgotten-leg": "no-leg-left-alone",
  "too-slow": "in-time",
  "invalid-answer": "valid-answers",
  "refused-answer": "valid-answers",
  exception: "valid-answers",
};

/** What the whole call shows, now that it is over. */
export function atTheEnd(caller: Caller, { checks, logs, left, others, shared }: Ended): readonly Broken[] {
  const end = caller.trace.length;
  return [
    ...warnings(caller),
    ...leftBehind(left, end),
    ...loggedSecrets(caller, logs, others),
    ...logs.flatMap((log) => [
      ...cleanups(caller, log),
      ...dataOfOtherCalls(caller, others, { log, shared }),
    ]),
  ].filter(({ promise }) => checks.has(promise));
}

const warnings = (caller: Caller): readonly Broken[] =>
  caller.trace.flatMap((entry, at) => {
    if (entry.kind !== "warning") return [];
    const promise = ofTheService[checkupRuleOf(entry.text, entry.where !== undefined) ?? ""];
    const what = entry.where === undefined ? entry.text : `${entry.where}: ${entry.text}`;
    return promise ? [{ promise, what, at }] : [];
  });

const leftBehind = (left: number, at: number): readonly Broken[] =>
  left > 0
    ? [{ promise: "everything-given-back", what: `${left} place(s) in a meeting were not given back`, at }]
    : [];
