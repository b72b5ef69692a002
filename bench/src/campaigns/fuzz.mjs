import { readdirSync, readFileSync } from "node:fs";
import { checkResponse } from "@switchhook/core/wire";
import { warmHandler } from "./dial-in.mjs";
import { settledHeap } from "./heap.mjs";
import { pick, randomFrom } from "./random.mjs";

const folder = new URL("../../../packages/core/fixtures/events/", import.meta.url);
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));

const junk = [
  null,
  undefined,
  0,
  -1,
  1e21,
  Number.NaN,
  "",
  "x".repeat(5000),
  "1.0",
  [],
  {},
  true,
  "\u0000",
  "__proto__",
  "LEG-B",
  "+",
  "*#",
  { toString: 1 },
];
const keys = [
  "TransactionAttributes",
  "ActionData",
  "Participants",
  "CallId",
  "Type",
  "Parameters",
  "ReceivedDigits",
  "ErrorType",
  "Status",
  "ivr",
  "__proto__",
  "constructor",
];

/** One fixture with one to four changes anywhere in it. */
function mutated(random) {
  const event = structuredClone(pick(random, fixtures));
  const changes = 1 + Math.floor(random() * 4);
  for (let change = 0; change < changes; change++) mutate(event, random);
  // As it would come: what JSON cannot hold does not get here.
  return JSON.parse(JSON.stringify(event));
}

function mutate(root, random) {
  let at = root;
  for (let depth = 0; depth < 6; depth++) {
    const inside = Object.keys(at).filter((key) => typeof at[key] === "object" && at[key] !== null);
    if (inside.length === 0 || random() < 0.25) break;
    at = at[pick(random, inside)];
  }
  const key = random() < 0.7 ? (pick(random, Object.keys(at)) ?? "x") : pick(random, keys);
  const kind = random();
  if (kind < 0.3) delete at[key];
  else if (kind < 0.9)
    Object.defineProperty(at, key, {
      value: structuredClone(pick(random, junk)),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  else if (Array.isArray(at)) at.push(structuredClone(at[0]));
}

/** Mutated events against the dial-in flow: what throws, what answers what the service would refuse, and what is kept. */
export async function fuzz({ events, seed = 1 }) {
  const random = randomFrom(seed);
  const handler = warmHandler();
  const failures = [];
  let sequence = 0;
  const one = async () => {
    const event = mutated(random);
    sequence += 1;
    if (typeof event.CallDetails === "object" && event.CallDetails !== null && random() < 0.5)
      event.CallDetails.TransactionId = `fuzz-${sequence}`;
    try {
      const answer = await handler(event);
      const issues = checkResponse(answer);
      if (issues.length > 0) failures.push({ event, why: JSON.stringify(issues) });
    } catch (error) {
      failures.push({ event, why: `threw ${error}` });
    }
  };
  for (let warm = 0; warm < Math.min(2000, events / 10); warm++) await one();
  const before = await settledHeap();
  for (let done = 0; done < events; done++) await one();
  return { events, failures, bytesKept: (await settledHeap()) - before };
}
