import { readConfig } from "./config.js";
import { dialIn } from "./ivr.js";
import { observing } from "./observing.js";
import { powertoolsLogger } from "./powertools-logger.js";

const config = readConfig(process.env);

const flow = dialIn(config, powertoolsLogger(config.LOG_LEVEL), ...(await observing(config)));

/** What Lambda calls for each invocation event. */
export const handler =
  // Stand-ins are made with a key that each process makes for itself and nobody sees: they lead back to no PIN.
  config.RECORD_CALLS === "on" ? (await import("@switchhook/harden/record-calls")).recordCalls(flow) : flow;
