import type { Invocation } from "./invocation.js";

const collectors = ["PlayAudioAndGetDigits", "SpeakAndGetDigits"];

/** Remembers a feature's code that was typed while digits were collected: the collector may have heard it too. */
export function rememberTypedCode({ code, settled, state }: Invocation): void {
  if (code === undefined) return;
  if (settled.remaining.some(({ type }) => collectors.includes(type))) state.typed = code;
}

/**
 * Whether the digits that a collector reports, or its silence, come from a feature's code.
 * Whether a running collector hears a listener's digits is unknown (sma.md 7.2 g); either way it costs no try.
 */
export function typedIntoPrompt({ event, state }: Invocation): boolean {
  if (event.InvocationEventType !== "ACTION_SUCCESSFUL" && event.InvocationEventType !== "ACTION_FAILED")
    return false;
  if (!collectors.includes(event.ActionData?.Type ?? "")) return false;
  const { typed } = state;
  state.typed = "";
  if (typed === "") return false;
  return event.InvocationEventType === "ACTION_FAILED" || (receivedDigits(event)?.includes(typed) ?? false);
}

const receivedDigits = (event: Invocation["event"]): string | undefined =>
  event.InvocationEventType === "ACTION_SUCCESSFUL" &&
  event.ActionData &&
  "ReceivedDigits" in event.ActionData
    ? String(event.ActionData.ReceivedDigits)
    : undefined;
