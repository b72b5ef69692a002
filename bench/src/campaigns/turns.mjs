// What is done beside requests takes a few turns of the event loop, however slow the machine is.
const mostTurns = 8;

/** Lets what can be done without time passing be done; not for longer than nothing else is to be waited for. */
export async function quiet(isBusy) {
  for (let turn = 0; turn < mostTurns && (turn === 0 || !isBusy()); turn++)
    await new Promise((resolve) => setTimeout(resolve, 1));
}
