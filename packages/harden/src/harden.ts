import { callHandler, type LambdaHandler } from "@switchhook/core/call-handler";
import { deliveryOf, RepeatedDeliveries } from "@switchhook/core/harness";
import { eventKeys, type InvocationEvent } from "@switchhook/core/wire";
import { actionsOf, apologise, asSent, isApology } from "./answers.js";
import { askHandler, type Context, isLate } from "./ask-handler.js";
import { Guards } from "./guards.js";
import { isRecord } from "./is-record.js";
import { judgeAnswer } from "./judge-answer.js";
import { type AnyHandler, type HardenOptions, readOptions, type TakeOver } from "./options.js";
import { OtherCalls } from "./other-calls.js";
import { areFull, type OwnState, ownStateAt } from "./own-state.js";
import { readEvent } from "./read-event.js";
import { answerByFlow, endedAsFlows, flowInTime, isTakenOver, keptAsFlows } from "./take-over.js";

/** A hardened handler as Lambda calls it; of an invocation event of a known type it never throws while its guards are `on`. */
export type HardenedHandler = (event: unknown, context?: Context) => Promise<unknown>;

/**
 * Puts the runtime's outer half around any SMA handler: deadline, apology, check and repair of the answer, no dead air, no
 * forgotten leg, one answer for a repeated event, a log line without secrets. Wrong options are `IVR_OPTIONS_INVALID`.
 */
export function harden(legacy: AnyHandler, options: HardenOptions = {}): HardenedHandler {
  const settings = readOptions(options);
  const { clock, takeOver } = settings;
  const deliveries = new RepeatedDeliveries<unknown>(clock);
  const others = new OtherCalls(clock);
  const handler = legacy as LambdaHandler<Context | undefined>;

  return async function handle(raw, context) {
    const event = readEvent(raw);
    // No event of a call, or of a type that nobody knows: whatever the handler makes of it.
    if (!event) return callHandler(handler, raw, context);
    if (takeOver && isTakenOver(event, takeOver)) return answerOfFlow(event, raw, context, takeOver);
    const { TransactionId, TransactionAttributes } = event.CallDetails;
    const delivered = deliveryOf(raw as object, TransactionAttributes);
    const guards = new Guards(event, settings);
    const earlier = deliveries.find(TransactionId, delivered);
    if (earlier && guards.takes("repeated-event", "the event was delivered before")) {
      const first = await earlier.then((answer) => ({ answer }), failed);
      if (first) return first.answer;
    }
    const answer = answerEvent(event, raw as object, context, guards);
    deliveries.remember(TransactionId, delivered, answer);
    return answer;
  };

  async function answerEvent(
    event: InvocationEvent,
    raw: object,
    context: Context | undefined,
    guards: Guards,
  ): Promise<unknown> {
    const began = clock.now();
    const own = ownStateAt(event);
    const asked = await askHandler(handler, event, raw, context, settings, guards);
    const sorry = () => apologise(event, own, settings.apology);
    const answer = asked.failed || own.ended ? sorry() : judged(event, own, asked.answer, guards, sorry);
    logInvocation(event, answer, guards, began);
    return answer;
  }

  /** The flow has guards of its own; that it throws or hangs all the same is what is seen to here. */
  async function answerOfFlow(
    event: InvocationEvent,
    raw: unknown,
    context: Context | undefined,
    flow: TakeOver,
  ): Promise<unknown> {
    const began = clock.now();
    const own = ownStateAt(event);
    const guards = new Guards(event, settings);
    const sorry = () => apologise(event, own, settings.apology);
    try {
      const asked = answerByFlow(event, raw, context, flow, own);
      const answer = await flowInTime(asked, context, settings, guards);
      return own.ended ? endedAsFlows(answer, sorry()) : answer;
    } catch (error) {
      const what = "the flow that has taken the call over threw";
      if (!isLate(error) && !guards.takes("exception", what, "error", error)) throw error;
      const answer = sorry();
      logInvocation(event, answer, guards, began);
      return keptAsFlows(event, answer);
    }
  }

  function logInvocation(event: InvocationEvent, answer: unknown, guards: Guards, began: number): void {
    guards.log.info("hardened invocation", {
      event: eventKeys(event)[0],
      // As core says it: alarms and queries know it by that.
      ...(isApology(answer) && { stepAfter: "(fallback)" }),
      actions: actionsOf(answer)?.map(({ Type }) => Type) ?? "(list goes on)",
      guards: guards.taken,
      ...(hasFullAttributes(answer) && { kept: "nothing: TransactionAttributes are full" }),
      ms: clock.now() - began,
    });
  }

  function judged(
    event: InvocationEvent,
    own: OwnState,
    given: unknown,
    guards: Guards,
    sorry: () => unknown,
  ): unknown {
    try {
      return judgeAnswer(event, own, asSent(given), others, settings, guards);
    } catch (error) {
      const what = "the answer can be neither sent nor judged";
      return guards.takes("answer-form", what, "error", error) ? sorry() : given;
    }
  }
}

function hasFullAttributes(answer: unknown): boolean {
  const { TransactionAttributes } = (answer ?? {}) as { TransactionAttributes?: unknown };
  try {
    return isRecord(TransactionAttributes) && areFull(TransactionAttributes);
  } catch {
    // No JSON, and only reported.
    return false;
  }
}

// What was thrown is no answer to repeat: the handler is asked once more.
const failed = (): undefined => undefined;
