import * as z from "zod/mini";
import { type Action, actionDefinitions, isActionType } from "../actions/catalog.js";
import { utf8Bytes } from "../actions/parameters.js";
import { once } from "../once.js";
import { readValue } from "../read-value.js";

/** What an invocation answers. */
export interface InvocationResponse {
  readonly SchemaVersion: "1.0";
  /** The list that replaces the last one, at most 10; without it, or null, that one goes on. */
  readonly Actions?: readonly Action[] | null;
  /** The whole map; without it, or null, the last one stays. */
  readonly TransactionAttributes?: Readonly<Record<string, unknown>> | null;
}

/** One rule of the platform that an answer breaks. */
export interface ResponseIssue {
  /** Where, such as `Actions[1].Parameters.Repeat`. */
  readonly path: string;
  readonly message: string;
  /** The page of the developer guide that has the rule. */
  readonly page?: string;
}

const mostActions = 10;
const mostAttributes = 100;
const mostAttributeBytes = 20 * 1024;
// What the error text of the service and the workshop name, against the page (7.1 #4).
const safeAttributes = 10;
const safeAttributeLength = 1024;

const envelopeSchema = once(() =>
  z.strictObject({
    SchemaVersion: z.literal("1.0"),
    Actions: z.nullish(z.array(z.unknown())),
    TransactionAttributes: z.nullish(z.record(z.string(), z.unknown())),
  }),
);

/** Checks an answer against the platform's rules (wire.md 1.5, 3, 4.6); empty when it keeps them all. No value is told. */
export function checkResponse(response: unknown): ResponseIssue[] {
  const envelope = readValue(envelopeSchema(), response);
  if (!envelope.success) return issuesOf(envelope.error, "", "unexpected-hangups");
  const { Actions, TransactionAttributes } = envelope.data;
  return [...listIssues(Actions), ...attributeIssues(TransactionAttributes ?? {})];
}

/** Checks a list, with every bound of its actions. */
export const listIssues = (actions: readonly unknown[] | null | undefined): ResponseIssue[] => [
  ...((actions?.length ?? 0) > mostActions
    ? [
        {
          path: "Actions",
          message: `may have at most ${mostActions} actions, given ${actions?.length}`,
          page: "invoke-on-call-leg",
        },
      ]
    : []),
  ...(actions ?? []).flatMap((action, index) => actionIssues(action, `Actions[${index}]`)),
];

/** Checks one action, with every bound of its page. */
export function actionIssues(action: unknown, path: string): ResponseIssue[] {
  const { Type, Parameters, ...others } = (typeof action === "object" && action !== null ? action : {}) as {
    Type?: unknown;
    Parameters?: unknown;
  };
  if (typeof Type !== "string" || !isActionType(Type)) {
    // What does not look like a name is not told: it may be anything.
    const given = typeof Type === "string" && /^[A-Za-z]{1,40}$/.test(Type) ? `"${Type}"` : typeof Type;
    return [
      { path: `${path}.Type`, message: `is none of the actions, given ${given}`, page: "specify-actions" },
    ];
  }
  const { page, request } = actionDefinitions[Type];
  const parsed = readValue(request(), Parameters);
  return [
    ...Object.keys(others).map((key) => ({
      path: `${path}.${key}`,
      message: "is no field of an action",
      page,
    })),
    ...(parsed.success ? [] : issuesOf(parsed.error, `${path}.Parameters`, page)),
  ];
}

/** Checks attributes: JSON, not too many and not too long. */
export function attributeIssues(attributes: Readonly<Record<string, unknown>>): ResponseIssue[] {
  const path = "TransactionAttributes";
  const page = "transaction-attributes";
  const pairs = Object.keys(attributes).length;
  const notJson = Object.keys(attributes).filter((key) => !isJson(attributes[key]));
  if (notJson.length > 0)
    return notJson.map((key) => ({ path: `${path}.${key}`, message: "must be JSON", page }));
  const json = JSON.stringify(attributes);
  // No character has more than three; counting them costs more than the rest of this check.
  const bytes = json.length * 3 > mostAttributeBytes ? utf8Bytes(json) : json.length;
  return [
    ...(pairs > mostAttributes
      ? [{ path, message: `may have at most ${mostAttributes} pairs, given ${pairs}`, page }]
      : []),
    ...(bytes > mostAttributeBytes
      ? [{ path, message: `may have at most ${mostAttributeBytes} bytes, given ${bytes}`, page }]
      : []),
  ];
}

function isJson(value: unknown): boolean {
  if (typeof value !== "object" || value === null) {
    return (
      value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)
    );
  }
  return Array.isArray(value) || isPlain(value) ? Object.values(value).every(isJson) : false;
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};

/** What about attributes may be refused although the page allows it (7.1 #4). */
export function attributeWarnings(attributes: Readonly<Record<string, unknown>>): string[] {
  const pairs = Object.keys(attributes).length;
  return [
    ...(pairs > safeAttributes
      ? [
          `TransactionAttributes has ${pairs} pairs; the service is known to refuse more than ${safeAttributes}`,
        ]
      : []),
    ...Object.entries(attributes)
      .filter(
        ([key, value]) => key.length > safeAttributeLength || textOf(value).length > safeAttributeLength,
      )
      .map(
        ([key]) =>
          `TransactionAttributes.${key.slice(0, 40)} is longer than ${safeAttributeLength} characters`,
      ),
  ];
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const issuesOf = (error: z.core.$ZodError, prefix: string, page: string): ResponseIssue[] =>
  error.issues.map((issue) => ({
    path:
      [prefix, ...issue.path.map(segment)]
        .filter((part) => part !== "")
        .join("")
        .replace(/^\./, "") || "the answer",
    // Of a bad key zod itself says no more than that it is one.
    message: issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message,
    page,
  }));

const segment = (key: PropertyKey): string => (typeof key === "number" ? `[${key}]` : `.${String(key)}`);
