import { readConfig } from "./config.js";
import { dialIn } from "./ivr.js";
import { powertoolsLogger } from "./powertools-logger.js";

const config = readConfig(process.env);
const { METRICS_NAMESPACE: namespace } = config;
// Read only where it is wanted: every caller of a cold start waits for what is loaded.
const observers = namespace ? [(await import("./call-metrics.js")).callMetrics(namespace)] : [];

/** What Lambda calls for each invocation event. */
export const handler = dialIn(config, powertoolsLogger(config.LOG_LEVEL), ...observers);
