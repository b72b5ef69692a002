import {
  type Action,
  attributeWarnings,
  checkResponse,
  type InvocationResponse,
  isActionType,
} from "@switchhook/core/wire";
import type { Happening } from "./trace.js";

/** What the service makes of an answer as a whole; parameters of single actions are judged when their turn comes. */
export type Judgement =
  | { readonly response: InvocationResponse; readonly actions: readonly Action[] | undefined }
  /** Told with INVALID_LAMBDA_RESPONSE. */
  | { readonly refused: string; readonly message: string }
  /** The call is dropped. */
  | { readonly dropped: string };

const mostActions = 10;

export function judgeAnswer(
  answer: unknown,
  mostAttributes: number,
  tell: (happening: Happening) => void,
): Judgement {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
    return {
      dropped: `the answer is ${answer === null ? "blank" : `of type ${typeof answer}`}; it needs at least SchemaVersion`,
    };
  }
  const { SchemaVersion, Actions, TransactionAttributes } = answer as Record<string, unknown>;
  if (SchemaVersion !== "1.0") {
    return {
      refused: "SchemaVersionMismatch",
      message: `SchemaVersion of the answer is ${JSON.stringify(SchemaVersion) ?? "missing"}, that of the event is "1.0"`,
    };
  }
  const attributes = TransactionAttributes ?? {};
  if (typeof attributes !== "object" || Object.keys(attributes).length > mostAttributes) {
    return {
      refused: "TransactionAttributesInvalidMapSize",
      message: `Transaction Attributes has too many mappings. Maximum number of mappings is ${mostAttributes}`,
    };
  }
  for (const text of attributeWarnings(attributes as Record<string, unknown>)) {
    tell({ kind: "warning", severity: "warning", text, page: "transaction-attributes" });
  }
  const actions = Actions ?? undefined;
  if (actions !== undefined && !Array.isArray(actions)) return { dropped: "Actions is no list" };
  if ((actions?.length ?? 0) > mostActions)
    return { dropped: `the list has ${actions?.length} actions, at most ${mostActions} are run` };
  const unknown = actions?.find(
    (action) => !isActionType(String((action as { Type?: unknown } | null)?.Type)),
  );
  if (unknown !== undefined) {
    return { dropped: `"${String((unknown as { Type?: unknown } | null)?.Type)}" is no action` };
  }
  // The service would tell these one by one, when the action's turn comes; here they are told at once.
  for (const { path, message, page } of checkResponse(answer)) {
    tell({
      kind: "warning",
      severity: "warning",
      text: `${path}: ${message}`,
      ...(page !== undefined && { page }),
    });
  }
  return { response: answer as InvocationResponse, actions: actions as readonly Action[] | undefined };
}
