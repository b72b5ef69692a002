import { type Binding, InvocationObserver, observers, value } from "@switchhook/core";
import type { Config } from "./config.js";

const service = "switchhook-dial-in";

/** Binds what counts and traces calls. Read only where it is wanted: every caller of a cold start waits for what is loaded. */
export async function observing(
  config: Pick<Config, "METRICS_NAMESPACE" | "TRACES_RATIO">,
): Promise<Binding[]> {
  const { METRICS_NAMESPACE: namespace, TRACES_RATIO: ratio } = config;
  const all: InvocationObserver[] = [];
  if (namespace) all.push((await import("@switchhook/metrics")).metricsObserver({ namespace, service }));
  if (ratio !== undefined) all.push((await import("@switchhook/otel")).tracesObserver({ ratio }));
  return all.length > 0 ? [value(InvocationObserver, observers(...all))] : [];
}
