import * as z from "zod/mini";
import {
  type ActionType,
  actionDefinitions,
  isActionType,
  type ReportedActionType,
} from "../actions/catalog.js";
import { legEcho, numeric } from "../actions/parameters.js";
import { once } from "../once.js";

const failure = once(() => ({
  ErrorType: z.optional(z.string()),
  ErrorMessage: z.optional(z.string()),
  /** The other shape of a failure, `"Name: text"` (1.2). */
  Error: z.optional(z.string()),
  ErrorList: z.optional(z.array(z.unknown())),
}));

const opaque = once(() =>
  z.looseObject({ Type: z.string(), Parameters: z.optional(z.looseObject({})), ...failure() }),
);

// Only the prose of pstn-invocations puts the error of a refused answer here, and names no Type (7.1 #11).
const refusal = once(() => z.looseObject({ Type: z.optional(z.string()), ...failure() }));

const callRequest = once(() =>
  z.looseObject({
    Type: z.optional(z.string()),
    Parameters: z.optional(z.looseObject({ Arguments: z.optional(z.record(z.string(), z.string())) })),
  }),
);

// One example of a HANGUP has another Type, so it is not looked at (2.11).
const hangup = once(() =>
  z.looseObject({
    Type: z.optional(z.string()),
    Parameters: z.optional(z.looseObject({ ...legEcho(), SipResponseCode: z.optional(numeric()) })),
  }),
);

const byType = new Map<ActionType, z.core.$ZodType>();

/** The schema of an event's action data, made when an event first brings that type. */
export function actionDataSchema(eventType: string, type: unknown): z.core.$ZodType {
  if (eventType === "HANGUP") return hangup();
  if (eventType === "CALL_UPDATE_REQUESTED" || eventType === "NEW_OUTBOUND_CALL") return callRequest();
  if (eventType === "INVALID_LAMBDA_RESPONSE") return refusal();
  if (eventType === "DIGITS_RECEIVED") return schemaOf("ReceiveDigits");
  return typeof type === "string" && isActionType(type) ? schemaOf(type) : opaque();
}

function schemaOf(type: ActionType): z.core.$ZodType {
  let schema = byType.get(type);
  if (!schema) {
    const { echo, result } = actionDefinitions[type];
    schema = z.looseObject({ Type: z.string(), Parameters: z.optional(echo()), ...failure(), ...result() });
    byType.set(type, schema);
  }
  return schema;
}

type Definitions = typeof actionDefinitions;

// A schema without keys infers as a record of anything, in which every field would be there.
type FieldsOf<Shape extends z.core.$ZodShape> = keyof Shape extends never
  ? unknown
  : z.output<z.ZodMiniObject<Shape>>;

/** The data of an event about an action: its parameters as echoed, its results, or its error. */
export type ActionDataOf<T extends ReportedActionType> = z.output<
  z.ZodMiniObject<ReturnType<typeof failure>>
> & {
  readonly Type: T;
} & (T extends ActionType
    ? {
        readonly Parameters?: z.output<ReturnType<Definitions[T]["echo"]>> | undefined;
      } & FieldsOf<ReturnType<Definitions[T]["result"]>>
    : { readonly Parameters?: Readonly<Record<string, unknown>> | undefined });

/** The data of an event about an action whose type is not known yet. */
export type ActionData = z.output<ReturnType<typeof opaque>>;

/** The data of an event about an answer that was refused, where it has any. */
export type RefusalData = z.output<ReturnType<typeof refusal>>;

/** The arguments of an update, or of an outbound call. */
export type CallRequestData = z.output<ReturnType<typeof callRequest>>;

export type HangupData = z.output<ReturnType<typeof hangup>>;
