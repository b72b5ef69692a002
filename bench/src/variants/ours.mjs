// The dial-in app as it is deployed, with Powertools' logger; only what AWS does, the PINs and the meeting, costs nothing,
// and guesses are counted in memory. BENCH_LOG=silent, BENCH_METRICS=on and BENCH_SPANS=on show what its line in the log
// costs, what its metrics do, and its spans, which go nowhere.

import { Logger, silentLogger, value } from "@switchhook/core";
import { MeetingDirectory, Meetings, memoryGuessGuard } from "@switchhook/plugin-meeting-pin";
import { readConfig } from "../../../apps/lambda/src/config.ts";
import { dialIn } from "../../../apps/lambda/src/ivr.ts";
import { observing } from "../../../apps/lambda/src/observing.ts";
import { powertoolsLogger } from "../../../apps/lambda/src/powertools-logger.ts";
import { meeting, pin } from "./flow.mjs";

const config = readConfig({
  PROMPT_BUCKET: "prompts",
  RECORDING_BUCKET: "recordings",
  MEETING_DIRECTORY: "dynamodb:pins",
  PIN_KEYS: Buffer.alloc(32, 1).toString("base64"),
  LOG_LEVEL: "INFO",
});

if (process.env.BENCH_SPANS === "on") {
  // A bundle of CommonJS has its exports under default.
  const { default: sdk } = await import("@opentelemetry/sdk-trace-node");
  new sdk.NodeTracerProvider().register();
}

export const handler = dialIn(
  config,
  process.env.BENCH_LOG === "silent" ? value(Logger, silentLogger) : powertoolsLogger(config.LOG_LEVEL),
  value(MeetingDirectory, {
    pinLengths: { min: 3, max: 5 },
    find: (typed) => (typed === pin ? { id: "weekly", title: "Weekly" } : undefined),
  }),
  memoryGuessGuard(),
  value(Meetings, {
    admit: async () => meeting,
    release: async () => {},
    attendees: async () => [],
    end: async () => {},
  }),
  ...(await observing({
    ...(process.env.BENCH_METRICS === "on" && { METRICS_NAMESPACE: "Bench" }),
    ...(process.env.BENCH_SPANS === "on" && { TRACES_RATIO: 1 }),
  })),
);
