import { parentPort, workerData } from "node:worker_threads";

// One part of a campaign, in a thread of its own.
const { from, campaign, options } = workerData;
const { [campaign]: run } = await import(from);
parentPort.postMessage(await run(options));
