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
// A tool that wants to know where a handler counts leaves a function there and loads it, as under core's key for permissions.
const metricsKey = Symbol.for("switchhook.metrics");

/** Counts calls, how they ended, steps, tries, fallbacks and durations, and prints them once an invocation in CloudWatch's embedded format. */
export const metrics = (options: MetricsOptions) =>
  definePlugin({ name: "metrics", services: [value(InvocationObserver, metricsObserver(options))] });

/** The same to be bound, alone or with `observers()` beside others; wrong options are `IVR_OPTIONS_INVALID`. */
export function metricsObserver(options: MetricsOptions): InvocationObserver {
  const { namespace, service, steps } = parseOptions("metrics", optionsSchema, options);
  const { [metricsKey]: tell } = globalThis as { [metricsKey]?: (counted: MetricsOptions) => void };
  tell?.({ namespace, service });
  const all = new Metrics({ namespace, serviceName: service });
  const single = new Metrics({ namespace, serviceName: service, singleMetric: true });
  return {
    observe(invocation) {
      count(all, invocation);
      all.publishStoredMetrics();
      countOutcome(single, invocation);
      if (steps) countSteps(single, invocation);
    },
  };
}

function count(all: Metrics, invocation: ObservedInvocation): void {
  const { event, repeated, stepAfter, codes, attempt, stepBefore, over, callMs, ms } = invocation;
  const add = (name: string, wanted: boolean): void => {
    if (wanted) all.addMetric(name, MetricUnit.Count, 1);
  };
  all.addMetric("InvocationMs", MetricUnit.Milliseconds, ms);
  add("RepeatedEvents", repeated);
  if (repeated) return;
  add("CallsBegun", event === "NEW_INBOUND_CALL" || event === "NEW_OUTBOUND_CALL");
  add("MeetingsJoined", event === "ACTION_SUCCESSFUL:JoinChimeMeeting");
  add("CallsBridged", event === "ACTION_SUCCESSFUL:CallAndBridge");
  add("HangUps", event === "HANGUP");
  add("Fallbacks", stepAfter === undefined);
  add("TriesAgain", stepAfter === stepBefore && attempt > 1);
  add("FailedActions", event.startsWith("ACTION_FAILED"));
  add("GuessesBlocked", codes.includes(guessed));
  if (over && callMs !== undefined) all.addMetric("CallSeconds", MetricUnit.Seconds, callMs / 1000);
}

/** Under dimensions of its own, which are forgotten once it is printed. */
function one(
  single: Metrics,
  dimensions: Readonly<Record<string, string>>,
  name: string,
  seconds?: number,
): void {
  for (const [dimension, of] of Object.entries(dimensions)) single.addDimension(dimension, of);
  single.addMetric(name, seconds === undefined ? MetricUnit.Count : MetricUnit.Seconds, seconds ?? 1);
}

/** How the flow of a call ended, once a call. */
function countOutcome(single: Metrics, { outcome }: ObservedInvocation): void {
  if (outcome !== undefined) one(single, { outcome }, "CallsEnded");
}

/** Paths of steps are as many as the author has written, and no more. */
function countSteps(single: Metrics, { reached, left }: ObservedInvocation): void {
  for (const step of reached) one(single, { step }, "StepsReached");
  for (const { step, how, ms } of left) {
    one(single, { step, how }, "StepsLeft");
    if (ms !== undefined) one(single, { step }, "StepSeconds", ms / 1000);
  }
}
