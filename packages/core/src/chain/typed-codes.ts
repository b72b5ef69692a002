import type { Invocation } from "./invocation.js";

const collectors = ["PlayAudioAndGetDigits", "SpeakAndGetDigits"];

/** Remembers a feature's code that was typed while digits were collected: the collector may have heard it too. */
export function rememberTypedCode({ asked, settled, state }: Invocation): void {
  const last = asked.at(-1);
  if (last === undefined || !("code" in last)) return;
  if (settled.remaining.some(({ type }) => collectors.includes(type))) state.typed = last.code;
}

/**
 * Whether the digits that a collector reports, or its silence, come from a feature's code.
 * Whether a running collector hears a listener's digits is unknown (wire.md 7.2 g); either way it costs no try.
 */
export function typedIntoPrompt({ event, state, codes }: Invocation): boolean {
  if (event.InvocationEventType !== "ACTION_SUCCESSFUL" && event.InvocationEventType !== "ACTION_FAILED")
    return false;
  if (!collectors.includes(event.ActionData?.Type ?? "")) return false;
  const { typed } = state;
  state.typed = "";
  if (event.InvocationEventType === "ACTION_FAILED") return typed !== "";
  const digits = String(event.ActionData?.ReceivedDigits ?? "");
  // A full collector reports before the listener does; a code of digits alone may as well be an entry.
  const telling = codes.filter((code) => /[*#]/.test(code));
  return [...telling, ...(typed === "" ? [] : [typed])].some((code) => digits.includes(code));
}
