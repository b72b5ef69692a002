import { playCase } from "./fault-case.mjs";
import { faultFlows } from "./fault-flows.mjs";
import { errorsOf, kinds, kindsOfPairs, spans } from "./fault-kinds.mjs";
import { added } from "./in-parts.mjs";
import { randomFrom } from "./random.mjs";

/** The places where something can fail: requests and actions, each with its place among those of its name. */
const placesOf = (of, names) =>
  names.map((name, index) => ({
    of,
    index,
    name,
    time: names.slice(0, index + 1).filter((one) => one === name).length,
  }));

const single = (place, kind) => spans.map((span) => [{ ...place, kind, span }]);

/** Every request in every way, and every action with every documented error. */
const singlesOf = ({ operations, actions }) => [
  ...placesOf("request", operations).flatMap((place) =>
    Object.keys(kinds).flatMap((kind) => single(place, kind)),
  ),
  ...placesOf("action", actions).flatMap((place) =>
    errorsOf(place.name).flatMap((kind) => single(place, kind)),
  ),
];

/** Any two of them, at two places. */
function* pairsOf({ operations, actions }, random) {
  const places = [
    ...placesOf("request", operations).map((place) => ({ ...place, kinds: kindsOfPairs })),
    ...placesOf("action", actions).map((place) => ({ ...place, kinds: errorsOf(place.name) })),
  ];
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
export async function faults(options = {}) {
  const found = [];
  for (const flow of Object.keys(faultFlows)) found.push(await faultsOf({ flow, ...options }));
  return found.reduce(added);
}

/** The faults of one flow. */
export async function faultsOf({ flow, singles = Number.POSITIVE_INFINITY, pairs = 0, seed = 1 }) {
  const result = {
    cases: 0,
    felt: {},
    silent: [],
    broken: [],
    left: { attendees: {}, meetings: {}, recordings: {} },
    unexplained: [],
    operations: new Set(),
  };
  const clean = await playClean(flow);
  for (const name of clean.operations) result.operations.add(name);
  const all = singlesOf(clean);
  const every = Math.max(1, all.length / singles);
  const chosen = all.filter((_, index) => Math.floor(index / every) !== Math.floor((index - 1) / every));
  const twice = pairsOf(clean, randomFrom(seed));
  const both = Array.from({ length: pairs }, () => twice.next().value);
  for (const planned of [...chosen, ...both])
    note(result, nameOf(flow, planned), await playCase(faultFlows[flow], planned));
  return result;
}

async function playClean(flow) {
  const clean = await playCase(faultFlows[flow]);
  const { broken, left } = clean;
  if (broken || Object.values(left).some(({ length }) => length > 0))
    throw new Error(`${flow} is not clean without faults: ${JSON.stringify({ broken, left })}`);
  return clean;
}

/** Plays one case once more, by the name that it was printed with. */
export async function faultOfName(text) {
  const flow = Object.keys(faultFlows).find((name) => text.startsWith(`${name}: `));
  const clean = await playClean(flow);
  const places = [...placesOf("request", clean.operations), ...placesOf("action", clean.actions)];
  const read = /(\w+) \((request|action) (\d+)\) (.+?) (once|from then on)/g;
  const planned = [...text.slice(flow.length).matchAll(read)].map(([, name, of, number, kind, span]) => ({
    ...places.find((place) => place.of === of && place.index === Number(number) - 1 && place.name === name),
    kind,
    span,
  }));
  return playCase(faultFlows[flow], planned);
}

function note(result, name, { struck, felt, left, broken }) {
  // The second of a pair may have lost its place by the first.
  if (struck.length === 0) return;
  result.cases += 1;
  if (felt === undefined) result.silent.push(name);
  else result.felt[felt] = (result.felt[felt] ?? 0) + 1;
  if (broken) result.broken.push(`${name}: ${broken}`);
  for (const [what, reasons] of Object.entries(left)) {
    for (const reason of reasons) {
      if (reason === undefined) result.unexplained.push(`${name}: one of ${what} left over`);
      else {
        const { why, from } = reason;
        result.left[what][why] = added(result.left[what][why] ?? {}, { [from]: 1 });
      }
    }
  }
}
