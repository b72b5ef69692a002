import { settle } from "@switchhook/core/harness";
import type { InvocationEvent, InvocationResponse } from "@switchhook/core/wire";
import { actionsOf, apologise, withOwn } from "./answers.js";
import { isSilent, repeatsOf } from "./dead-ends.js";
import type { Guards } from "./guards.js";
import { isIgnored } from "./is-ignored.js";
import { forgottenLegs, liveLegs } from "./legs.js";
import type { Guard, HardenSettings } from "./options.js";
import type { OtherCalls } from "./other-calls.js";
import type { OwnState } from "./own-state.js";
import { repaired } from "./repair.js";

/** The handler's answer as it may be sent; the apology where nothing of it may. */
export function judgeAnswer(
  event: InvocationEvent,
  own: OwnState,
  given: unknown,
  others: OtherCalls,
  { apology, mostRepeats }: HardenSettings,
  guards: Guards,
): unknown {
  const sorry = () => apologise(event, own, apology);
  const legs = liveLegs(event);
  const foreign = guards.looks("other-call") ? others.foreignIn(event, given) : undefined;
  const shared = "the handler keeps data of a call in variables that others see";
  if (foreign && guards.takes("other-call", `the answer has ${foreign} in it: ${shared}`)) return sorry();
  const { wrong, answer } = repaired(given, legs[0]?.CallId ?? "");
  let checked = given as InvocationResponse | undefined;
  if (wrong.length > 0 && guards.takes("answer-form", wrong.join("; "))) {
    if (!answer) return sorry();
    checked = answer;
  }
  if (isIgnored(event)) return withOwn(event, checked, own);
  const actions = actionsOf(checked);
  const { remaining } = settle(event, own.outstanding ?? []);
  const goodbye = forgottenLegs(event, legs, actions, remaining);
  const acts = (guard: Guard, what: string, isSure: boolean) =>
    isSure ? guards.takes(guard, what) : guards.reports(guard, `${what}, unless something runs from before`);
  const known = own.outstanding !== undefined;
  const callerUp = legs.some(({ tag }) => tag === "LEG-A");
  if (
    goodbye.length > 0 &&
    acts("forgotten-leg", `${legs.length} leg(s) would be left up`, known || !callerUp)
  )
    return withOwn(event, { ...checked, SchemaVersion: "1.0", Actions: goodbye }, own);
  const silent = isSilent(event, legs, actions, remaining);
  const refused = event.InvocationEventType === "INVALID_LAMBDA_RESPONSE";
  if (silent && acts("dead-air", "the caller would be left with nothing", known || refused)) return sorry();
  const repeats = repeatsOf(event, own, actions);
  const loops = repeats >= mostRepeats;
  if (loops && guards.takes("endless-loop", `the same was answered ${repeats} times in a row`))
    return sorry();
  return withOwn(event, checked, own, repeats);
}
