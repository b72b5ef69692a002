import type { ivr } from "@switchhook/core";
import type { Simulated } from "../src/index.js";
import type { Answer, Event } from "./a-sound-handler.js";

/** An IVR with something around its handler, as an app may have it. */
export function surrounded(
  line: ReturnType<typeof ivr>,
  around: (event: Event, inner: (event: Event) => Promise<Answer>) => Promise<Answer>,
): Simulated {
  return {
    services: () => line.services(),
    bind: (...services) => ({
      build() {
        const inner = line.bind(...services).build();
        return ((event: unknown) => around(event as Event, inner as never)) as never;
      },
    }),
  };
}
