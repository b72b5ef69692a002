import { isDeepStrictEqual } from "node:util";
import { readCallState } from "@switchhook/core/harness";
import type { LogEntry } from "../log-capture.js";
import type { Problem } from "./state-problems.js";

interface Invocation {
  /** TransactionAttributes of the event, and of the answer. */
  readonly came: object | undefined;
  readonly attributes: object | undefined;
  readonly logged: readonly LogEntry[];
}

const ours = /^ivr(?:\.[1-7])?$/;

/** What an answer keeps although a handler of the IVR has thrown; that it has is what the IVR logs. */
export function keptOfFailures({ came, attributes, logged }: Invocation): readonly Problem[] {
  const fellBack = logged.some(
    ({ message, fields }) => message === "invocation" && fields.stepAfter === "(fallback)",
  );
  const failed = logged.flatMap(({ fields }) =>
    fields.code === "IVR_FEATURE_FAILED" ? [`state of ${fields.plugin}`] : [],
  );
  if (attributes === undefined || (!fellBack && failed.length === 0)) return [];
  const [before, after] = [partsOf(came), partsOf(attributes)];
  const changed = (part: string) => !isDeepStrictEqual(before[part], after[part]);
  const kept = (fellBack ? Object.keys({ ...before, ...after }) : failed).filter(changed);
  return kept.map((part) => ({
    promise: "nothing-kept-of-a-failure",
    what: `a handler threw, and yet the answer changes the ${part}`,
  }));
}

/** What plugins and others keep, by what it is; that the flow is over, and the list that says so, are core's own. */
function partsOf(attributes: object | undefined): Readonly<Record<string, unknown>> {
  const all = Object.entries(attributes ?? {});
  const state = readCallState(Object.fromEntries(all));
  return {
    ...Object.fromEntries(
      all.flatMap(([name, value]) => (ours.test(name) ? [] : [[`attribute ${name}`, value]])),
    ),
    ...Object.fromEntries(
      Object.entries(state?.results ?? {}).map(([name, value]) => [`result ${name}`, value]),
    ),
    ...Object.fromEntries(
      Object.entries(state?.featureStates ?? {}).map(([name, value]) => [`state of ${name}`, value]),
    ),
    step: state?.step || undefined,
    "state of the step": state?.stepState,
  };
}
