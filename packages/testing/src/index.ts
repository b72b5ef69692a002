import { onTestFinished } from "vitest";
import { type Simulated, Simulation, type SimulationOptions } from "./simulate.js";

/**
 * Callers for an IVR or any handler, on virtual time. In a test everything is checked and closed when that is finished;
 * elsewhere by `await simulation.done()`.
 */
export function simulate(source: Simulated, options: SimulationOptions = {}): Simulation {
  const simulation = new Simulation(source, options);
  try {
    onTestFinished(() => simulation.done());
  } catch {
    // Not in a test, as in a beforeEach: whoever made it ends it.
  }
  return simulation;
}

export { Caller, type CallerOptions } from "./caller.js";
export { deny, down, type FaultyPlace, fail, hang, type NetworkFault, throttle } from "./faults.js";
export type { Heard } from "./heard.js";
export type { LogEntry } from "./log-capture.js";
export { BrokenPromises } from "./promises/broken-promises.js";
export { type Broken, type PromiseName, promises } from "./promises/promises.js";
export { type LoggedExchange, readLog } from "./replay/read-log.js";
export { type Difference, replay } from "./replay/replay.js";
export {
  type LocalClient,
  type Simulated,
  Simulation,
  type SimulationOptions,
  type Unbuilt,
} from "./simulate.js";
export { type TranscriptOptions, transcriptOf } from "./transcript.js";
