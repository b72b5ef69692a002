import { constants } from "node:os";
import process from "node:process";
import { endCommands } from "./command.mjs";

/**
 * Makes sure that nothing is left behind, however it ends: answers what takes everything down, once, and calls it at a signal.
 * @param {() => Promise<void>} removeAll removes what was made, when all commands have ended
 */
export function takingDown(removeAll) {
  let done;
  const takeDown = () => {
    done ??= endCommands().then(removeAll);
    return done;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.once(signal, () => {
      // Whatever fails on the way is no news any more.
      void takeDown().finally(() => process.exit(128 + constants.signals[signal]));
    });
  }
  return takeDown;
}
