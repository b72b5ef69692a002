import { readConfig } from "./config.js";
import { dialIn } from "./ivr.js";
import { observing } from "./observing.js";
import { powertoolsLogger } from "./powertools-logger.js";

const config = readConfig(process.env);

/** What Lambda calls for each invocation event. */
export const handler = dialIn(config, powertoolsLogger(config.LOG_LEVEL), ...(await observing(config)));
