export { type MetricsOptions, metrics, metricsObserver } from "./metrics.js";
