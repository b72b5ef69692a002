import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import {
  definePlugin,
  InvocationObserver,
  type ObservedInvocation,
  parseOptions,
  value,
} from "@switchhook/core";
import * as z from "zod/mini";

export interface MetricsOptions {
  /** CloudWatch's namespace, 1 to 255 characters. */
  readonly namespace: string;
  /** The `service` dimension of every metric; default `ivr`. */
  readonly service?: string;
  /** Whether steps are counted, each under its path as the dimension `step`; default true. */
  readonly steps?: boolean;
}

const optionsSchema = z.strictObject({
  namespace: z
    .string()
    .check(z.regex(/^[A-Za-z0-9._\-/#:]{1,255}$/, "must be 1 to 255 of A-Z a-z 0-9 . _ - / # :")),
  service: z._default(z.string().check(z.minLength(1), z.maxLength(255)), "ivr"),
  steps: z._default(z.boolean(), true),
});

const guessed = "IVR_PIN_GUESSED";

/** Counts calls, steps, tries, fallbacks and durations, and prints them once an invocation in CloudWatch's embedded format. */
export const metrics = (options: MetricsOptions) =>
  definePlugin({ name: "metrics", services: [value(InvocationObserver, metricsObserver(options))] });

/** The same to be bound, alone or with `observers()` beside others; wrong options are `IVR_OPTIONS_INVALID`. */
export function metricsObserver(options: MetricsOptions): InvocationObserver {
  const { namespace, service, steps } = parseOptions("metrics", optionsSchema, options);
  const all = new Metrics({ namespace, serviceName: service });
  return {
    observe(invocation) {
      count(all, invocation);
      all.publishStoredMetrics();
      if (steps) countSteps({ namespace, service }, invocation);
    },
  };
}

function count(all: Metrics, invocation: ObservedInvocation): void {
  const { event, repeated, stepAfter, codes, attempt, stepBefore, ended, ms } = invocation;
  const add = (name: string, wanted: boolean): void => {
    if (wanted) all.addMetric(name, MetricUnit.Count, 1);
  };
  all.addMetric("InvocationMs", MetricUnit.Milliseconds, ms);
  add("RepeatedEvents", repeated);
  if (repeated) return;
  add("CallsBegun", event === "NEW_INBOUND_CALL" || event === "NEW_OUTBOUND_CALL");
  add("FlowsEnded", ended && event !== "HANGUP");
  add("HangUps", event === "HANGUP");
  add("Fallbacks", stepAfter === undefined);
  add("TriesAgain", stepAfter === stepBefore && attempt > 1);
  add("FailedActions", event.startsWith("ACTION_FAILED"));
  add("GuessesBlocked", codes.includes(guessed));
}

/** Under a dimension of their own; paths of steps are as many as the author has written, and no more. */
function countSteps(
  { namespace, service }: { readonly namespace: string; readonly service: string },
  { repeated, stepBefore, stepAfter, ended }: ObservedInvocation,
): void {
  if (repeated || stepAfter === stepBefore) return;
  const of = (step: string, name: string): void => {
    const one = new Metrics({ namespace, serviceName: service, singleMetric: true });
    one.addDimension("step", step);
    one.addMetric(name, MetricUnit.Count, 1);
  };
  if (stepBefore !== "") of(stepBefore, "StepsLeft");
  if (stepAfter && !ended) of(stepAfter, "StepsReached");
}
