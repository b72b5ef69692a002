import type { Action, InvocationResponse } from "@switchhook/core/wire";
import type { Invoked } from "./invocations.js";
import { judgeAnswer } from "./judge-answer.js";
import type { EngineRules } from "./rules.js";
import type { Happening } from "./trace.js";

/** What the service does with an answer. */
export type Taken =
  | { readonly response: InvocationResponse; readonly actions: readonly Action[] | undefined }
  /** Told with INVALID_LAMBDA_RESPONSE. */
  | { readonly refused: { readonly ErrorType: string; readonly ErrorMessage: string } }
  | { readonly dropped: string; readonly page?: string; readonly where?: string };

/** Events whose actions the service ignores (wire.md 2). */
const ignored = ["NEW_OUTBOUND_CALL", "RINGING", "ACTION_INTERRUPTED"];

/** Takes the answer to an event: as it is, refused, or as the end of the call (wire.md 4.12.3). */
export function takeAnswer(
  type: string,
  outcome: Invoked,
  rules: EngineRules,
  tell: (happening: Happening) => void,
): Taken {
  if ("failed" in outcome) return { dropped: outcome.failed, page: outcome.page };
  const judged = judgeAnswer(outcome.answer, rules.mostAttributes, tell);
  if ("response" in judged) {
    tell({ kind: "answer", response: judged.response, ms: outcome.ms });
    return { response: judged.response, actions: ignored.includes(type) ? undefined : judged.actions };
  }
  if ("dropped" in judged && rules.refusedAnswer === "drop") {
    return { ...judged, page: "unexpected-hangups" };
  }
  const ErrorMessage = "refused" in judged ? judged.message : judged.dropped;
  tell({
    kind: "warning",
    severity: "error",
    text: `the answer was refused: ${ErrorMessage}`,
    ...(judged.where !== undefined && { where: judged.where }),
    page: "attribute-trans-invalid",
  });
  if (type === "INVALID_LAMBDA_RESPONSE") {
    return { dropped: "the answer to INVALID_LAMBDA_RESPONSE was refused too" };
  }
  return { refused: { ErrorType: "refused" in judged ? judged.refused : "InvalidResponse", ErrorMessage } };
}
