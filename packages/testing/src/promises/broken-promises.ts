import type { Caller } from "../caller.js";
import { type Broken, promises } from "./promises.js";

/** What a call has broken, with its transcript and the place of the first. */
export class BrokenPromises extends Error {
  override readonly name = "BrokenPromises";

  constructor(
    readonly caller: Caller,
    readonly broken: readonly Broken[],
  ) {
    const lines = [...new Map(broken.map((one) => [`${one.promise} ${one.what}`, one])).values()].map(
      ({ promise, what }) => `- ${promise} (${promises[promise]}): ${what}`,
    );
    const first = Math.min(...broken.map(({ at }) => at));
    super(
      `the call from ${caller.simulated.call.caller.from} broke what always holds:\n${lines.join("\n")}\n\n${caller.transcript({ mark: first })}\n\nA promise that this IVR does not make is left out with \`without\`.`,
    );
  }
}
