import { Duration } from "aws-cdk-lib";
import { MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";

/** Where `metrics()` of @switchhook/metrics counts the calls of an IVR. */
export interface CallMetricsProps {
  /** CloudWatch's namespace. */
  readonly namespace: string;
  /** The dimension `service` of every metric; default `ivr`, as there. */
  readonly service?: string;
}

const defaultService = "ivr";

/** Throws where a handler, as far as it was loaded, does not count what it is said to: no alarm would go off. */
export function checkCounted(
  path: string,
  { namespace, service = defaultService }: CallMetricsProps,
  counted: readonly CallMetricsProps[] | undefined,
): void {
  if (!counted || counted.some((one) => one.namespace === namespace && one.service === service)) return;
  const does = counted.map((one) => `"${one.namespace}" as "${one.service}"`);
  throw new Error(
    `${path}: metrics are said to be in "${namespace}" as "${service}", and the handler counts ${does.length > 0 ? `in ${does.join(" and ")}` : "nothing"}: the alarms Fallback and BlockedGuesses would never go off. Use metrics() of @switchhook/metrics in it with that namespace and service, or leave \`metrics\` out, and they are counted in the log.`,
  );
}

const aMinute = Duration.minutes(1);
// How the flow of a call can end.
const outcomes = ["done", "end", "gave-up", "hang-up", "fallback"] as const;

/** What @switchhook/metrics counts and measures of calls, by the minute. */
export class CallMetrics {
  readonly #namespace: string;
  readonly #service: string;

  constructor({ namespace, service = defaultService }: CallMetricsProps) {
    this.#namespace = namespace;
    this.#service = service;
  }

  /** How often, such as `CallsBegun`. */
  count(metricName: string, dimensions: Readonly<Record<string, string>> = {}): Metric {
    return this.#metric(metricName, Stats.SUM, dimensions);
  }

  /** Flows that ended, a metric for each outcome. */
  get ended(): readonly Metric[] {
    return outcomes.map((outcome) => this.count("CallsEnded", { outcome }).with({ label: outcome }));
  }

  /** Seconds of a call: the usual one, and the longest tenth. */
  get seconds(): readonly Metric[] {
    return [Stats.p(50), Stats.p(90)].map((statistic) => this.#metric("CallSeconds", statistic));
  }

  /** A metric for each step that there is, which nobody knows beforehand. */
  byStep(metricName: string, statistic: string, ...further: readonly string[]): MathExpression {
    const schema = [`"${this.#namespace}"`, "service", "step", ...further].join(",");
    return new MathExpression({
      expression: `SEARCH('{${schema}} MetricName="${metricName}" service="${this.#service}"', '${statistic}', 60)`,
      usingMetrics: {},
      label: "",
      period: aMinute,
    });
  }

  #metric(metricName: string, statistic: string, dimensions: Readonly<Record<string, string>> = {}): Metric {
    return new Metric({
      namespace: this.#namespace,
      metricName,
      dimensionsMap: { service: this.#service, ...dimensions },
      statistic,
      period: aMinute,
    });
  }
}
