import {
  type Action,
  actionDefinitions,
  attributeWarnings,
  checkResponse,
  type InvocationResponse,
  isActionType,
} from "@switchhook/core/wire";
import { didYouMean } from "./did-you-mean.js";
import { readAction } from "./read-action.js";
import { largestAnswer, mostActions } from "./rules.js";
import type { Happening } from "./trace.js";

/** What the service makes of an answer as a whole; parameters of single actions are judged when their turn comes. */
export type Judgement =
  | { readonly response: InvocationResponse; readonly actions: readonly Action[] | undefined }
  /** Told with INVALID_LAMBDA_RESPONSE. */
  | { readonly refused: string; readonly message: string; readonly where?: string }
  /** The call is dropped. */
  | { readonly dropped: string; readonly where?: string };

export function judgeAnswer(
  answer: unknown,
  mostAttributes: number,
  tell: (happening: Happening) => void,
): Judgement {
  const bytes = Buffer.byteLength(JSON.stringify(answer));
  if (bytes > largestAnswer) {
    return { dropped: `the answer has ${Math.ceil(bytes / 1024 / 1024)} MB; Lambda hands on at most 6 MB` };
  }
  if (typeof answer !== "object" || answer === null || Array.isArray(answer))
    return { dropped: noObject(answer) };
  const { SchemaVersion, Actions, TransactionAttributes } = answer as Record<string, unknown>;
  if (SchemaVersion !== "1.0") {
    return {
      refused: "SchemaVersionMismatch",
      message: otherVersion(answer, SchemaVersion),
      where: "SchemaVersion",
    };
  }
  const attributes = TransactionAttributes ?? {};
  if (typeof attributes !== "object" || Object.keys(attributes).length > mostAttributes) {
    return {
      refused: "TransactionAttributesInvalidMapSize",
      message: `Transaction Attributes has too many mappings. Maximum number of mappings is ${mostAttributes}`,
      where: "TransactionAttributes",
    };
  }
  for (const text of attributeWarnings(attributes as Record<string, unknown>)) {
    tell({
      kind: "warning",
      severity: "warning",
      text,
      where: "TransactionAttributes",
      page: "transaction-attributes",
    });
  }
  const actions = Actions ?? undefined;
  if (actions !== undefined && !Array.isArray(actions))
    return { dropped: "Actions is no list", where: "Actions" };
  if ((actions?.length ?? 0) > mostActions) {
    return {
      dropped: `the list has ${actions?.length} actions, at most ${mostActions} are run`,
      where: "Actions",
    };
  }
  const unknown = (actions ?? []).findIndex((action) => !isActionType(typeOf(action)));
  if (unknown >= 0)
    return { dropped: noAction(typeOf(actions?.[unknown])), where: `Actions[${unknown}].Type` };
  // The service would tell these one by one, when the action's turn comes; here they are told at once.
  for (const { path, message, page } of checkResponse(answer)) {
    tell({
      kind: "warning",
      severity: "warning",
      text: withNearest(message, path, actions ?? []),
      where: path,
      ...(page !== undefined && { page }),
    });
  }
  return {
    response: answer as InvocationResponse,
    actions: (actions as readonly Action[] | undefined)?.map(readAction),
  };
}

const typeOf = (action: unknown): string => String((action as { Type?: unknown } | null)?.Type);

function noObject(answer: unknown): string {
  const needs = "it needs at least SchemaVersion";
  if (answer === null) return `the answer is blank; ${needs}`;
  if (Array.isArray(answer)) return `the answer is a list; ${needs}, and the list as its Actions`;
  const shown = typeof answer === "string" ? `: ${JSON.stringify(answer.slice(0, 60))}` : "";
  return `the answer is of type ${typeof answer}${shown}; ${needs}`;
}

function otherVersion(answer: object, version: unknown): string {
  if ("statusCode" in answer && "body" in answer) {
    return "the answer is an envelope for API Gateway (statusCode, body); answer the object itself, with SchemaVersion and Actions";
  }
  return `SchemaVersion of the answer is ${JSON.stringify(version) ?? "missing"}, that of the event is "1.0"`;
}

function noAction(type: string): string {
  const meant = didYouMean(type, Object.keys(actionDefinitions));
  return `"${type}" is no action${meant === undefined ? "" : `; did you mean ${meant}?`}`;
}

/** Names the parameter that was probably meant by one that the action does not have. */
function withNearest(message: string, path: string, actions: readonly unknown[]): string {
  const [, unknown] = /^Unrecognized key: "(.+)"$/.exec(message) ?? [];
  const [, index] = /^Actions\[(\d+)\]\.Parameters$/.exec(path) ?? [];
  if (unknown === undefined || index === undefined) return message;
  const type = typeOf(actions[Number(index)]) as Action["Type"];
  const { shape } = actionDefinitions[type].request() as { shape?: object };
  const meant = didYouMean(unknown, Object.keys(shape ?? {}));
  return `"${unknown}" is no parameter of ${type}${meant === undefined ? "" : `; did you mean ${meant}?`}`;
}
