import { readdirSync, readFileSync } from "node:fs";
import { CallCommands } from "@switchhook/aws";
import { Clock, Logger, silentLogger, systemClock, value } from "@switchhook/core";
import { checkResponse } from "@switchhook/core/wire";
import { unannounced } from "@switchhook/plugin-recording";
import fc from "fast-check";
import { flowOfPlan, play, simulationOf } from "./any-ivr.mjs";
import { freeMeetings, warmHandler } from "./dial-in.mjs";
import { settledHeap } from "./heap.mjs";
import { plans } from "./ivr-plans.mjs";
import { mutated } from "./mutate.mjs";
import { pick, randomFrom } from "./random.mjs";

const folder = new URL("../../../packages/core/fixtures/events/", import.meta.url);
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));

const mostWarm = 6000;
/** More than that is kept for good, in bytes: what a handler remembers for a while is forgotten before it is measured; code is not. */
export const mostKept = 4_000_000;

/** Whole calls of random IVRs: each with its handler, and the events that it got, states and all. */
async function capturedCalls(count, seed, clock) {
  const captured = [];
  for (const plan of fc.sample(plans, { numRuns: count, seed })) {
    const simulation = simulationOf(plan);
    await play(plan, simulation);
    await simulation.done();
    const events = simulation.calls.flatMap(({ simulated }) => simulated.events);
    captured.push({
      events,
      handler: flowOfPlan(plan)(local)
        .bind(...quiet, clock)
        .build(),
    });
  }
  return captured;
}

// A client that reaches nobody: what a mutated event asks for costs nothing, and fails.
const local = {
  client: {
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    requestHandler: { handle: () => Promise.reject(new Error("nobody is there")) },
  },
  retryDelayMs: () => 0,
};
const quiet = [
  freeMeetings,
  unannounced,
  value(CallCommands, { send: async () => "gone" }),
  value(Logger, silentLogger),
];

const begins = ({ InvocationEventType }) => InvocationEventType === "NEW_INBOUND_CALL";

/**
 * Mutated events, fixtures and those of whole calls, against the dial-in flow and random IVRs: what throws, what answers
 * what the service would refuse, and what is kept.
 */
export async function fuzz({ events, seed = 1, ivrs = 40, around = (made) => made }) {
  const random = randomFrom(seed);
  const time = { aheadMs: 0 };
  const clock = value(Clock, { ...systemClock, now: () => Date.now() + time.aheadMs });
  const sources = [
    { events: fixtures, handler: warmHandler(clock) },
    ...(await capturedCalls(ivrs, seed, clock)),
  ].map((source) => ({ ...source, handler: around(source.handler) }));
  const failures = [];
  const withState = { tried: 0 };
  let sequence = 0;
  const one = async () => {
    const source = random() < 0.3 ? sources[0] : pick(random, sources);
    const event = mutated(pick(random, source.events), random);
    sequence += 1;
    if (event.CallDetails?.TransactionAttributes?.ivr !== undefined) withState.tried += 1;
    if (typeof event.CallDetails === "object" && event.CallDetails !== null && random() < 0.5)
      event.CallDetails.TransactionId = `fuzz-${sequence}`;
    try {
      const issues = checkResponse(await source.handler(event));
      if (issues.length > 0) failures.push({ event, why: JSON.stringify(issues) });
    } catch (error) {
      failures.push({ event, why: `threw ${error}` });
    }
    // As in Lambda, where every invocation is a turn of the loop of its own.
    if (sequence % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  };
  // A day later, by the next event, what is remembered of calls is too old to be.
  const heapADayLater = async () => {
    time.aheadMs += 24 * 3_600_000;
    for (const { events, handler } of sources) await handler(events.find(begins) ?? events[0]);
    return settledHeap();
  };
  for (let warm = 0; warm < Math.min(mostWarm, events); warm++) await one();
  withState.tried = 0;
  const before = await heapADayLater();
  for (let done = 0; done < events; done++) await one();
  return {
    events,
    ivrs: sources.length,
    withState: withState.tried,
    failures,
    bytesKept: (await heapADayLater()) - before,
  };
}
