import type { InvocationEvent } from "@switchhook/core/wire";
import { withoutOwnState } from "./own-state.js";

/**
 * An event in the one form that handlers are written for: LEG-A first, without the Status that real first events do not
 * have, a failure both as `ErrorType` and as one text (wire.md 1.4, 7.1).
 */
export function inUsualForm(event: InvocationEvent, raw: object): object {
  const { CallDetails, ActionData } = structuredClone(raw) as {
    CallDetails: Record<string, unknown>;
    ActionData?: Record<string, unknown>;
  };
  const begins = /^(?:NEW_|RINGING|INVALID)/.test(event.InvocationEventType);
  const participants = (CallDetails.Participants as Record<string, unknown>[])
    .map(({ Status, ...participant }) =>
      begins || Status === undefined ? participant : { ...participant, Status },
    )
    .toSorted((one, other) => tagOf(one).localeCompare(tagOf(other)));
  return {
    ...raw,
    CallDetails: withAttributes({ ...CallDetails, Participants: participants }),
    ...(ActionData && { ActionData: { ...ActionData, ...errorsOf(event) } }),
  };
}

/** The event as it came, but for what the guards keep in its attributes. */
export const asItCame = (raw: object): object => {
  const { CallDetails } = raw as { CallDetails: Record<string, unknown> };
  return { ...raw, CallDetails: withAttributes(CallDetails) };
};

function withAttributes({ TransactionAttributes, ...details }: Record<string, unknown>): object {
  const attributes = withoutOwnState(TransactionAttributes as Record<string, unknown> | undefined);
  return { ...details, ...(attributes !== undefined && { TransactionAttributes: attributes }) };
}

const tagOf = ({ ParticipantTag }: Record<string, unknown>): string => String(ParticipantTag ?? "LEG-A");

function errorsOf(event: InvocationEvent): object {
  if (event.InvocationEventType !== "ACTION_FAILED") return {};
  const { ErrorType, ErrorMessage } = event.ActionData ?? {};
  return ErrorType === undefined
    ? {}
    : { ErrorType, ErrorMessage, Error: `${ErrorType}: ${ErrorMessage ?? ""}`.trim() };
}
