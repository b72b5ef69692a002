import { playCase } from "./fault-case.mjs";
import { faultFlows } from "./fault-flows.mjs";
import { errorsOf, kinds, kindsOfPairs, spans } from "./fault-kinds.mjs";
import { randomFrom } from "./random.mjs";

// What would have given it back, by what is left over: only a fault of one of these, in the very case, explains it.
const givesBack = {
  attendees: (fault) =>
    fault.name === "DeleteAttendee" || (fault.name === "CreateAttendee" && fault.kind === "reply lost"),
  // Whoever leaves last deletes the meeting: he is known by his own place, the room's list and the service's.
  meetings: ({ name }) =>
    ["DeleteAttendee", "UpdateItem", "ListAttendees", "DeleteMeeting", "CreateAttendee"].includes(name),
  recordings: () => false,
};

const single = (of, index, name, kind) => spans.map((span) => [{ of, index, name, kind, span }]);

/** Every request in every way, and every action with every documented error. */
const singlesOf = ({ operations, actions }) => [
  ...operations.flatMap((name, index) =>
    Object.keys(kinds).flatMap((kind) => single("request", index, name, kind)),
  ),
  ...actions.flatMap((name, index) => errorsOf(name).flatMap((kind) => single("action", index, name, kind))),
];

/** Any two of them, at two places. */
function* pairsOf(clean, random) {
  const requests = clean.operations.map((name, index) => ({
    of: "request",
    index,
    name,
    kinds: kindsOfPairs,
  }));
  const actions = clean.actions.map((name, index) => ({ of: "action", index, name, kinds: errorsOf(name) }));
  const places = [...requests, ...actions];
  const pick = (list) => list[Math.floor(random() * list.length)];
  while (true) {
    const [one, other] = [pick(places), pick(places)];
    if (one === other) continue;
    yield [one, other].map(({ kinds: ofPlace, ...place }) => ({
      ...place,
      kind: pick(ofPlace),
      span: pick(spans),
    }));
  }
}

const nameOf = (flow, planned) =>
  `${flow}: ${planned.map(({ of, index, name, kind, span }) => `${name} (${of} ${index + 1}) ${kind} ${span}`).join(", and ")}`;

/**
 * AWS and the service fail at every point of each flow: all singles, or `singles` of a flow evenly spread, and `pairs` of
 * a flow at random.
 */
export async function faults({ singles = Number.POSITIVE_INFINITY, pairs = 0, seed = 1 } = {}) {
  const result = {
    cases: 0,
    felt: {},
    silent: [],
    broken: [],
    left: { attendees: {}, meetings: {}, recordings: {} },
    unexplained: [],
    operations: new Set(),
  };
  for (const [flow, given] of Object.entries(faultFlows)) {
    const clean = await playCase(given);
    if (clean.broken || Object.values(clean.left).some((count) => count > 0))
      throw new Error(`${flow} is not clean without faults: ${JSON.stringify(clean)}`);
    for (const name of clean.operations) result.operations.add(name);
    const all = singlesOf(clean);
    const every = Math.max(1, all.length / singles);
    const chosen = all.filter((_, index) => Math.floor(index / every) !== Math.floor((index - 1) / every));
    const random = randomFrom(seed);
    const twice = pairsOf(clean, random);
    const both = Array.from({ length: pairs }, () => twice.next().value);
    for (const planned of [...chosen, ...both])
      note(result, nameOf(flow, planned), await playCase(given, planned));
  }
  return result;
}

function note(result, name, { struck, felt, left, broken }) {
  // The second of a pair may have lost its place by the first.
  if (struck.length === 0) return;
  result.cases += 1;
  if (felt === undefined) result.silent.push(name);
  else result.felt[felt] = (result.felt[felt] ?? 0) + 1;
  if (broken) result.broken.push(`${name}: ${broken}`);
  for (const [what, count] of Object.entries(left)) {
    if (count === 0) continue;
    const cause = struck.find((fault) => givesBack[what](fault));
    if (!cause) result.unexplained.push(`${name}: ${count} of ${what} left over`);
    else {
      const why = `${cause.name} ${cause.kind}`;
      result.left[what][why] = (result.left[what][why] ?? 0) + count;
    }
  }
}
