import { callHandler, type LambdaHandler } from "@switchhook/core/call-handler";
import { withDeadline } from "@switchhook/core/harness";
import type { InvocationEvent } from "@switchhook/core/wire";
import type { Guards } from "./guards.js";
import type { HardenSettings } from "./options.js";
import { withListener } from "./quiet-console.js";
import { secretsIn } from "./secrets.js";
import { asItCame, inUsualForm } from "./usual-form.js";

/** What is read of Lambda's context; the handler gets it whole. */
export interface Context {
  getRemainingTimeInMillis?(): number;
}

/** What the handler answers, or that nothing may be expected of it. */
export type Asked =
  | { readonly failed: false; readonly answer: unknown }
  | { readonly failed: true; readonly answer?: undefined };

/** Asks the handler: with an event in the form that it knows, on a console that keeps secrets, until the deadline. */
export async function askHandler(
  handler: LambdaHandler<Context | undefined>,
  event: InvocationEvent,
  raw: object,
  context: Context | undefined,
  settings: HardenSettings,
  guards: Guards,
): Promise<Asked> {
  const sent = formFor(event, raw, guards);
  let written = 0;
  const listener = {
    secrets: () => secretsIn(event),
    hides: settings.guards.console === "on",
    found() {
      written += 1;
    },
  };
  const ask = async () => callHandler(handler, structuredClone(sent), context);
  const asked = guards.looks("console") ? withListener(listener, ask) : ask();
  try {
    return { failed: false, answer: await inTime(asked, context, settings, guards) };
  } catch (error) {
    if (isLate(error) || guards.takes("exception", "the handler threw", "error", error))
      return { failed: true };
    throw error;
  } finally {
    if (written > 0) guards.takes("console", `${written} line(s) had something secret in them`);
  }
}

function formFor(event: InvocationEvent, raw: object, guards: Guards): object {
  const [came, usual] = [asItCame(raw), inUsualForm(event, raw)];
  const changed = JSON.stringify(usual) !== JSON.stringify(came);
  return changed && guards.takes("event-form", "the event came in another form", "debug") ? usual : came;
}

/** An answer at the deadline at the latest; then it is `IVR_DEADLINE`, or waited for while the guard only reports. */
export async function inTime(
  asked: Promise<unknown>,
  context: Context | undefined,
  { clock, deadlineMs }: Pick<HardenSettings, "clock" | "deadlineMs">,
  guards: Guards,
): Promise<unknown> {
  try {
    return await withDeadline(clock, context, () => asked, deadlineMs);
  } catch (error) {
    if (!isLate(error) || guards.takes("deadline", "there was no answer in time", "error", error))
      throw error;
    return asked;
  }
}

export const isLate = (error: unknown): boolean =>
  (error as { code?: string } | undefined)?.code === "IVR_DEADLINE";
