import { Duration, Names } from "aws-cdk-lib";
import { MathExpression, type Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { FilterPattern, type IFilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { CallMetrics, type CallMetricsProps } from "./call-metrics.js";

const aMinute = Duration.minutes(1);

/** What is counted and measured of an IVR, by the minute. */
export class IvrMetrics extends Construct {
  readonly invocations: Metric;
  readonly errors: Metric;
  readonly throttles: Metric;
  readonly longest: Metric;
  readonly usual: Metric;
  /** Answers that were the apology and the hang-up. */
  readonly fallbacks: Metric;
  /** Callers, or called numbers, that were blocked after too many wrong PINs. */
  readonly blockedGuesses: Metric;
  /** What @switchhook/metrics counts of calls, where it is in use. */
  readonly calls: CallMetrics | undefined;
  /** Calls that are up in the account and region, as the phone service counts them. */
  readonly activeCalls: MathExpression;

  constructor(scope: Construct, id: string, handler: IFunction, log: ILogGroup, counted?: CallMetricsProps) {
    super(scope, id);
    const sum = { statistic: Stats.SUM, period: aMinute };
    this.invocations = handler.metricInvocations(sum);
    this.errors = handler.metricErrors(sum);
    this.throttles = handler.metricThrottles(sum);
    this.longest = handler.metricDuration({ statistic: Stats.MAXIMUM, period: aMinute });
    this.usual = handler.metricDuration({ statistic: Stats.p(50), period: aMinute });
    this.calls = counted && new CallMetrics(counted);
    // What the plugin counts is not counted in the log as well. There it is by terms, and not by fields of JSON: before a
    // line of the console Lambda puts the time and the request, and then it is no JSON any more. These terms are written by
    // core alone, in the one line of an invocation.
    this.fallbacks =
      this.calls?.count("Fallbacks") ??
      this.#count(log, "Fallbacks", FilterPattern.anyTerm("(fallback)", "(invalid)"));
    this.blockedGuesses =
      this.calls?.count("GuessesBlocked") ??
      this.#count(log, "GuessesBlocked", FilterPattern.allTerms("IVR_PIN_GUESSED"));
    this.activeCalls = new MathExpression({
      expression: "SUM(SEARCH('MetricName=\"SmaActiveCallCount\"', 'Maximum', 60))",
      usingMetrics: {},
      label: "calls in the account",
      period: aMinute,
    });
  }

  #count(log: ILogGroup, metricName: string, filterPattern: IFilterPattern): Metric {
    return new MetricFilter(this, metricName, {
      logGroup: log,
      filterPattern,
      metricNamespace: `Switchhook/${Names.uniqueResourceName(this, { maxLength: 200, separator: "-" })}`,
      metricName,
      metricValue: "1",
      defaultValue: 0,
    }).metric({ statistic: Stats.SUM, period: aMinute });
  }
}
