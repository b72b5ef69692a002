import { performance } from "node:perf_hooks";
import { frameMs } from "./line.js";

// After a stall longer than this, what was missed is left out: a burst would only be heard as noise.
const mostBehindMs = 100;

/** Calls `tick` every 20 ms, on absolute deadlines: chained timers would lose two seconds in a hundred. */
export function startPacer(tick: () => void): { stop(): void } {
  let due = performance.now() + frameMs;
  let timer: NodeJS.Timeout;
  const wake = () => {
    const now = performance.now();
    if (now - due > mostBehindMs) due += Math.floor((now - due) / frameMs) * frameMs;
    while (due <= now) {
      tick();
      due += frameMs;
    }
    timer = setTimeout(wake, Math.max(1, Math.ceil(due - performance.now())));
  };
  timer = setTimeout(wake, frameMs);
  return { stop: () => clearTimeout(timer) };
}
