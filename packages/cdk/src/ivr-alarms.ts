import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { IvrMetrics } from "./ivr-metrics.js";

export interface IvrAlarmsProps {
  readonly metrics: IvrMetrics;
  /** Who is told; default nobody, and the alarms are only to be seen. */
  readonly topic?: ITopic | undefined;
}

interface Watched {
  readonly id: string;
  readonly metric: Metric;
  /** More than this in a minute. */
  readonly above: number;
  readonly description: string;
}

// The runtime answers at 4 s by itself; what takes longer is code that blocks. Lambda's Duration leaves the start out, unless it
// fell in an invocation, as one of over 10 s does.
const slowMs = 4000;

/** Alarms about what callers notice, each with what to do in its description. */
export class IvrAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { metrics, topic }: IvrAlarmsProps) {
    super(scope, id);
    const watched: readonly Watched[] = [
      {
        id: "Errors",
        metric: metrics.errors,
        above: 0,
        description:
          "The function failed: callers were hung up. Either it did not start: IVR_CONFIG_INVALID, IVR_OPTIONS_INVALID, IVR_BUILD_INVALID, IVR_SERVICE_INVALID or IVR_DIRECTORY_INVALID is in the log; or it ran out of time or memory: Task timed out, or Runtime exited, is there.",
      },
      {
        id: "Throttles",
        metric: metrics.throttles,
        above: 0,
        description:
          "Lambda refused invocations: callers heard a busy tone. Raise the function's or the account's concurrency.",
      },
      {
        id: "Slow",
        metric: metrics.longest,
        above: slowMs,
        description:
          "An answer took over 4 s: the caller heard silence, and after 5 s the service repeats the event. Look for IVR_DEADLINE in the log. The time that a cold start takes before is not in it: that is Init Duration in the REPORT lines.",
      },
      {
        id: "Fallback",
        metric: metrics.fallbacks,
        above: 0,
        description:
          "A caller heard the apology and was hung up. The IVR_ code of the same transaction is in the log, a line before.",
      },
      {
        id: "BlockedGuesses",
        metric: metrics.blockedGuesses,
        above: 0,
        description:
          "Somebody guesses PINs, and is blocked for a while (IVR_PIN_GUESSED). When it is a caller of yours, use longer PINs or wider limits.",
      },
    ];
    this.alarms = watched.map(({ id: name, metric, above, description }) => {
      const alarm = new Alarm(this, name, {
        metric,
        threshold: above,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        // A minute without calls is none to be told of.
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: description,
      });
      if (topic) alarm.addAlarmAction(new SnsAction(topic));
      return alarm;
    });
  }
}
