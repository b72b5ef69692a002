import { onTestFinished } from "vitest";
import { Simulation } from "./simulate.js";
import type { Simulated, SimulationOptions } from "./simulation-options.js";

/**
 * Callers for an IVR or any handler, on virtual time. In a test everything is checked and closed when that is finished;
 * elsewhere by `await simulation.done()`.
 */
export function simulate(source: Simulated, options: SimulationOptions = {}): Simulation {
  const simulation = new Simulation(source, options);
  try {
    onTestFinished(() => simulation.done());
  } catch (error) {
    if (!(error instanceof Error && error.message.includes("can only be called inside a test"))) throw error;
    console.warn(
      "simulate() was called outside a test: its calls are checked and closed only when you `await simulation.done()`.",
    );
  }
  return simulation;
}

export { Caller, type CallerOptions } from "./caller.js";
export { deny, down, drop, fail, hang, loseReply, type NetworkFault, throttle } from "./faults.js";
export type { Heard } from "./heard.js";
export type { BucketContent } from "./local-services.js";
export type { LogEntry } from "./log-capture.js";
export { OnTheLine } from "./on-the-line.js";
export { OtherParty } from "./other-party.js";
export { BrokenPromises } from "./promises/broken-promises.js";
export { type Broken, type PromiseName, promises } from "./promises/promises.js";
export { type LoggedExchange, readLog } from "./replay/read-log.js";
export { type Difference, type ReplayOptions, replay } from "./replay/replay.js";
export { Simulation } from "./simulate.js";
export type { LocalClient, Simulated, SimulationOptions, Unbuilt } from "./simulation-options.js";
export { type TranscriptOptions, transcriptOf } from "./transcript.js";
