export { type MetricsOptions, metrics } from "./metrics.js";
