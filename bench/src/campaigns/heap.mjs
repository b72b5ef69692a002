import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// Also where Node was not started with the flag, as by vitest.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

/** The heap once everything has been collected that can be; what goes by turns of the loop needs some. */
export async function settledHeap() {
  for (let round = 0; round < 6; round++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().heapUsed;
}
