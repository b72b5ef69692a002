import { AlarmStatusWidget, Dashboard, GraphWidget, LogQueryWidget } from "aws-cdk-lib/aws-cloudwatch";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { IvrAlarms } from "./ivr-alarms.js";
import type { IvrMetrics } from "./ivr-metrics.js";

export interface IvrDashboardProps {
  readonly metrics: IvrMetrics;
  readonly alarms: IvrAlarms;
  readonly log: ILogGroup;
}

const half = 12;

/** One page: the alarms, calls, failures, how long answers take, and the last errors of the log. */
export class IvrDashboard extends Construct {
  constructor(scope: Construct, id: string, { metrics, alarms, log }: IvrDashboardProps) {
    super(scope, id);
    new Dashboard(this, "Dashboard", {
      widgets: [
        [new AlarmStatusWidget({ title: "Alarms", alarms: [...alarms.alarms], width: 2 * half })],
        [
          new GraphWidget({
            title: "Calls and invocations",
            width: half,
            left: [metrics.activeCalls],
            right: [metrics.invocations],
          }),
          new GraphWidget({
            title: "What callers notice",
            width: half,
            left: [metrics.errors, metrics.throttles, metrics.fallbacks, metrics.blockedGuesses],
          }),
        ],
        [
          new GraphWidget({
            title: "Milliseconds to an answer",
            width: half,
            left: [metrics.usual, metrics.longest],
          }),
          new LogQueryWidget({
            title: "The last IVR_ codes",
            width: half,
            logGroupNames: [log.logGroupName],
            queryLines: [
              "fields @timestamp, @message",
              'filter @message like /"code":"IVR_/',
              "sort @timestamp desc",
              "limit 20",
            ],
          }),
        ],
      ],
    });
  }
}
