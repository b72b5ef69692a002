import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

/** How many parts a campaign has on every machine, so that one seed tries the same on all of them. */
const parts = 8;

/**
 * Runs a part of a campaign for each of `options`, at once on as many threads as there are cores, and answers what each
 * found, in that order. `from` is the file of the campaign, beside this one.
 * @param {{ from: string, campaign: string }} which
 * @param {readonly object[]} options
 * @returns {Promise<any[]>}
 */
export async function inParts({ from, campaign }, options) {
  const found = [];
  let next = 0;
  const thread = async () => {
    while (next < options.length) {
      const part = next++;
      found[part] = await onThread({ from, campaign, options: options[part] });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, thread));
  return found;
}

/** Parts of equal size, each with a seed of its own. */
export const evenly = (count, seed, optionsOf) =>
  Array.from({ length: parts }, (_, part) => ({
    ...optionsOf(Math.ceil(count / parts)),
    seed: seed * parts + part,
  }));

const onThread = (workerData) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./part.mjs", import.meta.url), { workerData });
    worker.once("message", (found) => {
      resolve(found);
      // A handler that hangs would keep it.
      void worker.terminate();
    });
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error(`a part of ${workerData.campaign} has ended with no result`)));
  });

/** What two parts have found, in one. */
export function added(one, other) {
  if (one === undefined || other === undefined) return one ?? other;
  if (typeof one === "number") return one + other;
  if (Array.isArray(one)) return [...one, ...other];
  if (one instanceof Set) return new Set([...one, ...other]);
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(names.map((name) => [name, added(one[name], other[name])]));
}
