import type { ActionData, ActionDataOf, CallRequestData, HangupData, RefusalData } from "./action-data.js";
import type { CallDetails } from "./call-details.js";

export const eventTypes = [
  "NEW_INBOUND_CALL",
  "NEW_OUTBOUND_CALL",
  "RINGING",
  "CALL_ANSWERED",
  "ACTION_SUCCESSFUL",
  "ACTION_FAILED",
  "ACTION_INTERRUPTED",
  "DIGITS_RECEIVED",
  "CALL_UPDATE_REQUESTED",
  "INVALID_LAMBDA_RESPONSE",
  "HANGUP",
] as const;

/** The eleven types of events; the set is closed. */
export type InvocationEventType = (typeof eventTypes)[number];

interface Envelope<Type extends string> {
  readonly SchemaVersion: string;
  /** Counts the invocations of a transaction, from 1. */
  readonly Sequence: number;
  readonly InvocationEventType: Type;
  readonly CallDetails: CallDetails;
}

type WithAction<Type extends string> = Envelope<Type> & { readonly ActionData?: ActionData | undefined };
type WithRequest<Type extends string> = Envelope<Type> & {
  readonly ActionData?: CallRequestData | undefined;
};

/** What one invocation receives. */
export type InvocationEvent =
  | Envelope<"NEW_INBOUND_CALL">
  | Envelope<"RINGING">
  | Envelope<"CALL_ANSWERED">
  | WithRequest<"NEW_OUTBOUND_CALL">
  | WithRequest<"CALL_UPDATE_REQUESTED">
  | WithAction<"ACTION_SUCCESSFUL">
  | WithAction<"ACTION_FAILED">
  | WithAction<"ACTION_INTERRUPTED">
  | (Envelope<"DIGITS_RECEIVED"> & { readonly ActionData: ActionDataOf<"ReceiveDigits"> })
  | (Envelope<"HANGUP"> & { readonly ActionData?: HangupData | undefined })
  | (Envelope<"INVALID_LAMBDA_RESPONSE"> & {
      readonly ErrorType?: string | undefined;
      readonly ErrorMessage?: string | undefined;
      readonly ActionData?: RefusalData | undefined;
    });

/** An event of a type that is none of the eleven: kept whole, answered without actions. */
export interface UnknownInvocationEvent {
  readonly InvocationEventType: string;
}

export const isKnownEventType = (type: string): type is InvocationEventType =>
  (eventTypes as readonly string[]).includes(type);

export const isKnownEvent = (event: InvocationEvent | UnknownInvocationEvent): event is InvocationEvent =>
  isKnownEventType(event.InvocationEventType);
