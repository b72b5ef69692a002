import * as z from "zod/mini";
import { IvrError } from "../errors.js";
import { once } from "../once.js";
import { readValue } from "../read-value.js";
import { actionDataSchema } from "./action-data.js";
import { callDetailsSchema } from "./call-details.js";
import { type InvocationEvent, isKnownEventType, type UnknownInvocationEvent } from "./invocation-event.js";

/** The fields that every event has; `ActionData` depends on the event and on its action. */
export const envelopeSchema = once(() =>
  z.looseObject({
    SchemaVersion: z.string(),
    Sequence: z.int().check(z.nonnegative()),
    InvocationEventType: z.string(),
    CallDetails: callDetailsSchema(),
    ActionData: z.optional(z.looseObject({})),
    ErrorType: z.optional(z.string()),
    ErrorMessage: z.optional(z.string()),
  }),
);

/**
 * Reads an invocation event: lenient on what comes in, exact on what is known (wire.md 1.6); the input is not changed.
 * A bad event is `IVR_EVENT_INVALID`, with the path of each field, and never with a value.
 */
export function parseInvocationEvent(raw: unknown): InvocationEvent | UnknownInvocationEvent {
  const type = isRecord(raw) ? raw.InvocationEventType : undefined;
  if (!isRecord(raw) || typeof type !== "string") throw notAnEvent(raw);
  if (!isKnownEventType(type)) return { ...raw, InvocationEventType: type };

  const envelope = readValue(envelopeSchema(), raw);
  if (!envelope.success) throw invalid(raw, envelope.error, []);
  const given = withErrorsInPlace(envelope.data);
  if (!given.ActionData) {
    if (type === "DIGITS_RECEIVED")
      throw new IvrError("IVR_EVENT_INVALID", "ActionData: expected object, given nothing");
    return given as unknown as InvocationEvent;
  }
  const data = readValue(actionDataSchema(type, given.ActionData.Type), given.ActionData);
  if (!data.success) throw invalid(raw, data.error, ["ActionData"]);
  return { ...given, ActionData: data.data } as unknown as InvocationEvent;
}

type Envelope = z.output<ReturnType<typeof envelopeSchema>>;

/** Brings the three shapes of a failure into one: `ErrorType` and `ErrorMessage` where they belong (7.1 #10, #11). */
function withErrorsInPlace(event: Envelope): Envelope {
  const { ActionData, ErrorType, ErrorMessage } = event;
  if (event.InvocationEventType === "INVALID_LAMBDA_RESPONSE") {
    return { ...pickErrors(ActionData), ...event };
  }
  if (event.InvocationEventType !== "ACTION_FAILED" || !ActionData) return event;
  const beside = {
    ...(ErrorType !== undefined && { ErrorType }),
    ...(ErrorMessage !== undefined && { ErrorMessage }),
  };
  return { ...event, ActionData: { ...splitError(ActionData.Error), ...beside, ...ActionData } };
}

const pickErrors = (data: Envelope["ActionData"]): object => ({
  ...(typeof data?.ErrorType === "string" && { ErrorType: data.ErrorType }),
  ...(typeof data?.ErrorMessage === "string" && { ErrorMessage: data.ErrorMessage }),
});

function splitError(error: unknown): object {
  if (typeof error !== "string") return {};
  const at = error.indexOf(":");
  if (at < 0) return { ErrorType: error };
  return { ErrorType: error.slice(0, at), ErrorMessage: error.slice(at + 1).trim() };
}

function notAnEvent(raw: unknown): IvrError {
  if (!isRecord(raw)) {
    return new IvrError("IVR_EVENT_INVALID", `the event: expected object, given ${kindOf(raw)}`, {
      ...(typeof raw === "string" && {
        hint: "Pass the event as an object: JSON text has to be parsed first.",
      }),
    });
  }
  return new IvrError(
    "IVR_EVENT_INVALID",
    `InvocationEventType: expected string, given ${kindOf(raw.InvocationEventType)}`,
    {
      ...(wrappers.some((key) => key in raw) && {
        hint: "This looks like the event of another AWS service, such as API Gateway; a SIP media application invokes the function itself, with no wrapper.",
      }),
    },
  );
}

const wrappers = ["requestContext", "httpMethod", "routeKey", "body", "Records", "detail-type"];

function invalid(
  raw: Readonly<Record<string, unknown>>,
  error: z.core.$ZodError,
  prefix: readonly string[],
): IvrError {
  const lines = error.issues.map((issue) => {
    const path = [...prefix, ...issue.path];
    return `${path.join(".")}: ${expectation(issue)}, given ${kindOf(valueAt(raw, path))}`;
  });
  return new IvrError("IVR_EVENT_INVALID", lines.join("; "), { cause: error });
}

const expectation = (issue: z.core.$ZodIssue): string => {
  if (issue.code === "invalid_type") return `expected ${issue.expected}`;
  if (issue.code === "too_small") return "expected something that is not empty";
  return "expected another form";
};

// Digits, tokens and numbers are among the values, so only the kind of a value is told.
function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : "array";
  if (value === "") return "an empty string";
  return typeof value;
}

const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    raw,
  );

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
