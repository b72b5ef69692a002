import type { SmaHandler } from "@switchhook/simulator";
import type { PromiseName } from "./promises.js";
import { stateProblems } from "./state-problems.js";

export interface Watching {
  readonly checks: ReadonlySet<PromiseName>;
  readonly report: (promise: PromiseName, what: string) => void;
  /** Keys that were typed as a secret so far. */
  readonly secrets: () => readonly string[];
}

/** The handler as the service sees it, every event delivered twice; what its answers break is reported. */
export function watchedHandler(handler: SmaHandler, { checks, report, secrets }: Watching): SmaHandler {
  return async (event) => {
    const answer = await handler(structuredClone(event));
    if (checks.has("same-answer-twice")) {
      const again = await handler(structuredClone(event));
      const [one, other] = [JSON.stringify(answer), JSON.stringify(again)];
      if (one !== other) {
        const { InvocationEventType } = event as { InvocationEventType?: string };
        report(
          "same-answer-twice",
          `${InvocationEventType} was answered with ${one}, and then with ${other}`,
        );
      }
    }
    const attributes = (answer as { TransactionAttributes?: object } | undefined)?.TransactionAttributes;
    for (const { promise, what } of stateProblems(attributes, answer, secrets())) {
      if (checks.has(promise)) report(promise, what);
    }
    return answer;
  };
}
