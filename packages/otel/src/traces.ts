import {
  type Attributes,
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from "@opentelemetry/api";
import {
  definePlugin,
  InvocationObserver,
  type ObservedInvocation,
  parseOptions,
  value,
} from "@switchhook/core";
import * as z from "zod/mini";
import { parentOf, traceIdOf } from "./trace-of-call.js";

export interface TracesOptions {
  /** Who makes the spans; default the one that is registered with OpenTelemetry, and without one there are none. */
  readonly provider?: TracerProvider;
  /** The part of all calls that is kept, 0 to 1, each as a whole; default 1. */
  readonly ratio?: number;
}

const optionsSchema = z.strictObject({
  provider: z.optional(
    z.custom<TracerProvider>(
      (given) => typeof (given as Partial<TracerProvider> | null)?.getTracer === "function",
      "must be a TracerProvider of OpenTelemetry",
    ),
  ),
  ratio: z._default(z.number().check(z.minimum(0), z.maximum(1)), 1),
});

/** A span for each invocation, in one trace a call, whose id is the transaction's. */
export const traces = (options: TracesOptions = {}) =>
  definePlugin({ name: "traces", services: [value(InvocationObserver, tracesObserver(options))] });

/** The same to be bound, alone or with `observers()` beside others; wrong options are `IVR_OPTIONS_INVALID`. */
export function tracesObserver(options: TracesOptions = {}): InvocationObserver {
  const { provider = trace, ratio } = parseOptions("traces", optionsSchema, options);
  const tracer = provider.getTracer("@switchhook/otel");
  return {
    observe(invocation) {
      const { transaction, event, beganAt, ms, repeated, stepAfter, codes } = invocation;
      const traceId = traceIdOf(transaction);
      const inCall = traceId ? trace.setSpanContext(ROOT_CONTEXT, parentOf(traceId, ratio)) : ROOT_CONTEXT;
      const span = tracer.startSpan(
        event,
        {
          kind: SpanKind.SERVER,
          // As a date: what is a small number is taken for a time since the process began.
          startTime: new Date(beganAt),
          attributes: attributesOf(invocation),
          links: ofLambda(),
        },
        inCall,
      );
      if (!repeated && stepAfter === undefined)
        span.setStatus({ code: SpanStatusCode.ERROR, message: codes.at(-1) ?? "the fallback answered" });
      span.end(new Date(beganAt + ms));
    },
  };
}

/** The span that Lambda's own instrumentation has opened: it is of another trace, which the clients of AWS belong to. */
function ofLambda() {
  const context = trace.getActiveSpan()?.spanContext();
  return context && isSpanContextValid(context) ? [{ context }] : [];
}

function attributesOf(invocation: ObservedInvocation): Attributes {
  const { transaction, sequence, event, requestId, repeated, callMs, codes } = invocation;
  return {
    "ivr.transaction": transaction,
    "ivr.sequence": sequence,
    "ivr.event": event,
    "ivr.repeated": repeated,
    ...(requestId !== undefined && { "faas.invocation_id": requestId }),
    ...(callMs !== undefined && { "ivr.call.ms": callMs }),
    ...(codes.length > 0 && { "ivr.codes": [...codes] }),
    ...(!repeated && answerOf(invocation)),
  };
}

/** What is known only where the event was worked on, and not answered from memory. */
const answerOf = ({
  stepBefore,
  stepAfter,
  attempt,
  ended,
  outcome,
  actions,
}: ObservedInvocation): Attributes => ({
  "ivr.step.before": stepBefore,
  ...(stepAfter !== undefined && { "ivr.step.after": stepAfter, "ivr.attempt": attempt }),
  "ivr.ended": ended,
  ...(outcome !== undefined && { "ivr.outcome": outcome }),
  ...(actions && { "ivr.actions": [...actions] }),
});
