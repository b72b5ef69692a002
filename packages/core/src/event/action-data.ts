import * as z from "zod";
import {
  type ActionType,
  actionDefinitions,
  isActionType,
  type ReportedActionType,
} from "../actions/catalog.js";
import { legEcho, numeric } from "../actions/parameters.js";
import { once } from "../once.js";

const failure = {
  ErrorType: z.string().optional(),
  ErrorMessage: z.string().optional(),
  /** The other shape of a failure, `"Name: text"` (1.2). */
  Error: z.string().optional(),
  ErrorList: z.array(z.unknown()).optional(),
};

const parameters = z.looseObject({});

const opaque = once(() => z.looseObject({ Type: z.string(), Parameters: parameters.optional(), ...failure }));

const callRequest = once(() =>
  z.looseObject({
    Type: z.string(),
    Parameters: z.looseObject({ Arguments: z.record(z.string(), z.string()).optional() }).optional(),
  }),
);

// One example of a HANGUP has another Type, so it is not looked at (2.11).
const hangup = once(() =>
  z.looseObject({
    Type: z.string().optional(),
    Parameters: z.looseObject({ ...legEcho, SipResponseCode: numeric.optional() }).optional(),
  }),
);

const byType = new Map<ActionType, z.ZodType>();

/** The schema of an event's action data, made when an event first brings that type. */
export function actionDataSchema(eventType: string, type: unknown): z.ZodType {
  if (eventType === "HANGUP") return hangup();
  if (type === "CallUpdateRequest" || type === "CallCreateRequest") return callRequest();
  if (typeof type !== "string" || !isActionType(type)) return opaque();
  let schema = byType.get(type);
  if (!schema) {
    const { echo, result } = actionDefinitions[type];
    schema = z.looseObject({ Type: z.string(), Parameters: echo().optional(), ...failure, ...result() });
    byType.set(type, schema);
  }
  return schema;
}

type Definitions = typeof actionDefinitions;

/** The data of an event about an action: its parameters as echoed, its results, or its error. */
export type ActionDataOf<T extends ReportedActionType> = z.output<z.ZodObject<typeof failure>> & {
  readonly Type: T;
} & (T extends ActionType
    ? {
        readonly Parameters?: z.output<ReturnType<Definitions[T]["echo"]>> | undefined;
      } & z.output<z.ZodObject<ReturnType<Definitions[T]["result"]>>>
    : { readonly Parameters?: Readonly<Record<string, unknown>> | undefined });

/** The data of an event about an action whose type is not known yet. */
export type ActionData = z.output<ReturnType<typeof opaque>>;

/** The arguments of an update, or of an outbound call. */
export type CallRequestData = z.output<ReturnType<typeof callRequest>>;

export type HangupData = z.output<ReturnType<typeof hangup>>;
