import { type Binding, InvocationObserver, value } from "@switchhook/core";
import { metricsObserver } from "@switchhook/metrics";

/** Binds the metrics of calls, in CloudWatch's embedded format. */
export const callMetrics = (namespace: string): Binding =>
  value(InvocationObserver, metricsObserver({ namespace, service: "switchhook-dial-in" }));
