import type { InvocationEvent } from "@switchhook/core/wire";

/** Whether the service ignores the actions of an answer to it; attributes it keeps (wire.md 4.2). */
export const isIgnored = ({ InvocationEventType }: InvocationEvent): boolean =>
  InvocationEventType === "RINGING" ||
  InvocationEventType === "ACTION_INTERRUPTED" ||
  InvocationEventType === "NEW_OUTBOUND_CALL";
