// #if meeting-pin
import { chimeMeetings } from "@switchhook/plugin-meeting-pin";
// #end
import { simulate } from "@switchhook/testing";
import "@switchhook/testing/matchers";
import { phoneMenu } from "../src/ivr.js";
import { settings } from "./settings.js";
// #if wav
import { sounds } from "./sounds.js";
// #end

/**
 * A caller who has dialled. When the test is finished, what always holds is checked on the call: never silence, every
 * answer valid and in time, the same one twice, no secret in the log, everything given back.
 */
export const dial = () => {
  const simulation = simulate(
    {
      build: ({ client }) =>
        phoneMenu(
          settings,
          // #if meeting-pin
          // The real SDK client; it leads to a meetings service on this machine.
          chimeMeetings({ client }),
          // #end
        ),
    },
    {
      // #if wav
      audio: sounds,
      // #end
    },
  );
  return simulation.dial();
};
