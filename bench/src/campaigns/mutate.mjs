import { pick } from "./random.mjs";

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

/** An event with one to four changes anywhere in it, and now and then one in the text of its state. */
export function mutated(given, random) {
  const event = structuredClone(given);
  const changes = 1 + Math.floor(random() * 4);
  for (let change = 0; change < changes; change++) {
    const attributes = event?.CallDetails?.TransactionAttributes;
    if (typeof attributes?.ivr === "string" && random() < 0.4)
      attributes.ivr = garbled(attributes.ivr, random);
    else mutate(event, random);
  }
  // As it would come: what JSON cannot hold does not get here.
  return JSON.parse(JSON.stringify(event));
}

/** A text with something cut out, doubled, turned into something else, or cut short. */
function garbled(text, random) {
  const [from, to] = [random(), random()].map((at) => Math.floor(at * text.length)).sort((a, b) => a - b);
  const part = text.slice(from, to);
  return pick(random, [
    text.slice(0, from) + text.slice(to),
    text.slice(0, to) + part + text.slice(to),
    text.slice(0, from) +
      pick(random, ['"', "}", "0", "null", "9".repeat(30), "\\u0000", "-"]) +
      text.slice(from + 1),
    text.slice(0, from),
    text.replace(/\d+/, () => String(Math.floor(random() * 1e6) - 1000)),
  ]);
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
