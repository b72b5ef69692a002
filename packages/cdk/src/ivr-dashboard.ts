import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  LogQueryWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { CallMetrics } from "./call-metrics.js";
import type { IvrAlarms } from "./ivr-alarms.js";
import type { IvrMetrics } from "./ivr-metrics.js";

export interface IvrDashboardProps {
  readonly metrics: IvrMetrics;
  readonly alarms: IvrAlarms;
  readonly log: ILogGroup;
}

const half = 12;

/** One page: the alarms, calls, failures, how long answers take, and the last errors of the log; and how calls go, where they are counted. */
export class IvrDashboard extends Construct {
  constructor(scope: Construct, id: string, { metrics, alarms, log }: IvrDashboardProps) {
    super(scope, id);
    new Dashboard(this, "Dashboard", {
      widgets: [
        [new AlarmStatusWidget({ title: "Alarms", alarms: [...alarms.alarms], width: 2 * half })],
        [
          graph("Calls and invocations", [metrics.activeCalls], [metrics.invocations]),
          graph("What callers notice", [
            metrics.errors,
            metrics.throttles,
            metrics.fallbacks,
            metrics.blockedGuesses,
          ]),
        ],
        ...(metrics.calls ? ofCalls(metrics.calls) : []),
        [
          graph("Milliseconds to an answer", [metrics.usual, metrics.longest]),
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

const graph = (title: string, left: readonly IMetric[], right: readonly IMetric[] = []): GraphWidget =>
  new GraphWidget({ title, width: half, left: [...left], right: [...right] });

const ofCalls = (calls: CallMetrics): readonly IWidget[][] => [
  [
    graph(
      "Calls",
      ["CallsBegun", "MeetingsJoined", "CallsBridged", "HangUps"].map((name) => calls.count(name)),
    ),
    graph("How calls ended", calls.ended),
  ],
  [
    graph("Seconds of a call", calls.seconds),
    graph(
      "Tries and failures",
      ["TriesAgain", "FailedActions", "RepeatedEvents"].map((name) => calls.count(name)),
    ),
  ],
  [
    graph("Steps reached", [calls.byStep("StepsReached", "Sum")]),
    graph("Steps left, and how", [calls.byStep("StepsLeft", "Sum", "how")]),
  ],
  [graph("Seconds in a step", [calls.byStep("StepSeconds", "Average")])],
];
