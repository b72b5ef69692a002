import type { InvocationEvent } from "../event/invocation-event.js";
import type { ErasedFeature } from "../plugin/define-plugin.js";

/**
 * The code that typed digits end with, the longest where several fit.
 * The service may hand over all digits since its last flush, so a code is looked for at the end (sma.md 3.3).
 */
export function codeIn(event: InvocationEvent, codes: readonly string[]): string | undefined {
  if (event.InvocationEventType !== "DIGITS_RECEIVED") return undefined;
  const typed = event.ActionData?.ReceivedDigits ?? "";
  return codes.filter((code) => typed.endsWith(code)).sort((a, b) => b.length - a.length)[0];
}

type Commands = NonNullable<ErasedFeature["commands"]>;

/** The name of the command that an update of the call asks for. */
export function commandNameIn(event: InvocationEvent): string | undefined {
  if (event.InvocationEventType !== "CALL_UPDATE_REQUESTED") return undefined;
  return event.ActionData?.Parameters?.Arguments?.command;
}

/** The command of a feature that an update asks for, with its arguments checked; throws the zod error when they are wrong. */
export function commandOf(
  event: InvocationEvent,
  commands: Commands | undefined,
): { run: Commands[string]["run"]; given: unknown } | undefined {
  const name = commandNameIn(event);
  const declared = name === undefined ? undefined : commands?.[name];
  if (!declared || event.InvocationEventType !== "CALL_UPDATE_REQUESTED") return undefined;
  const { command: _, ...given } = event.ActionData?.Parameters?.Arguments ?? {};
  return { run: declared.run, given: declared.args.parse(given) };
}
