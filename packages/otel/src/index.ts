export { traceIdOf } from "./trace-of-call.js";
export { type TracesOptions, traces, tracesObserver } from "./traces.js";
