// The dial-in app as it is deployed, with Powertools' logger; only the meeting costs nothing. BENCH_LOG=silent and
// BENCH_METRICS=on show what its line in the log costs, and what its metrics do.

import { Logger, silentLogger, value } from "@switchhook/core";
import { Meetings } from "@switchhook/plugin-meeting-pin";
import { readConfig } from "../../../apps/lambda/src/config.ts";
import { dialIn } from "../../../apps/lambda/src/ivr.ts";
import { powertoolsLogger } from "../../../apps/lambda/src/powertools-logger.ts";
import { meeting } from "./flow.mjs";

const config = readConfig({
  PROMPT_BUCKET: "prompts",
  RECORDING_BUCKET: "recordings",
  MEETING_DIRECTORY: process.env.BENCH_DIRECTORY ?? "open",
  LOG_LEVEL: "INFO",
});

export const handler = dialIn(
  config,
  process.env.BENCH_LOG === "silent" ? value(Logger, silentLogger) : powertoolsLogger(config.LOG_LEVEL),
  value(Meetings, {
    admit: async () => meeting,
    release: async () => {},
    attendees: async () => [],
    end: async () => {},
  }),
  ...(process.env.BENCH_METRICS === "on"
    ? [(await import("../../../apps/lambda/src/call-metrics.ts")).callMetrics("Bench")]
    : []),
);
