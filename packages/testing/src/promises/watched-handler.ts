import type { SmaHandler } from "@switchhook/simulator";
import type { HandlerProcess } from "../handler-process.js";
import { keptOfFailures } from "./kept-of-failures.js";
import type { PromiseName } from "./promises.js";
import { stateProblems } from "./state-problems.js";

export interface Watching {
  readonly checks: ReadonlySet<PromiseName>;
  readonly report: (promise: PromiseName, what: string) => void;
  /** After how many entries of the call's trace it now is. */
  readonly at: () => number;
  /** Keys that were typed as a secret so far. */
  readonly secrets: () => readonly string[];
}

interface Processes {
  readonly first: HandlerProcess;
  /** Where each event is delivered once more; undefined: nowhere. */
  readonly other: HandlerProcess | undefined;
}

interface Sent {
  readonly InvocationEventType?: string;
  readonly CallDetails?: { readonly TransactionAttributes?: object };
}

/** The handler as the service sees it; what its answers break is reported. */
export function watchedHandler(
  { first, other }: Processes,
  { checks, report, at, secrets }: Watching,
): SmaHandler {
  return async (event) => {
    const { answer, logged } = await first.invoke(event, at);
    if (other) {
      const one = JSON.stringify(answer);
      const two = await other.invoke(event, at).then(
        (repeated) => JSON.stringify(repeated.answer),
        (error: unknown) => `a failure: ${error}`,
      );
      if (one !== two) {
        const { InvocationEventType } = event as Sent;
        report("same-answer-twice", `${InvocationEventType} was answered with ${one}, and then with ${two}`);
      }
    }
    const came = (event as Sent).CallDetails?.TransactionAttributes;
    const attributes = (answer as { TransactionAttributes?: object } | undefined)?.TransactionAttributes;
    for (const { promise, what } of [
      ...stateProblems(attributes, answer, secrets()),
      ...keptOfFailures({ came, attributes, logged }),
    ]) {
      if (checks.has(promise)) report(promise, what);
    }
    return answer;
  };
}
