import { type InvocationEvent, isKnownEvent, parseInvocationEvent } from "@switchhook/core/wire";

/** What a handler was invoked with as an event of a call; undefined when it is none, or of a type that nobody knows. */
export function readEvent(raw: unknown): InvocationEvent | undefined {
  try {
    const event = parseInvocationEvent(raw);
    return isKnownEvent(event) ? event : undefined;
  } catch {
    return undefined;
  }
}
