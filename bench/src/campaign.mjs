// The campaigns at full size, or the one that is named; CAMPAIGN=0.01 makes them smaller. `-- faults "NAME"` plays one fault
// again, by the name that it was printed with. See docs/proof.md.
import { deliveries } from "./campaigns/deliveries.mjs";
import { faultFlows } from "./campaigns/fault-flows.mjs";
import { kinds, kindsOfPairs } from "./campaigns/fault-kinds.mjs";
import { faultOfName, faultsOf } from "./campaigns/faults.mjs";
import { mostKept } from "./campaigns/fuzz.mjs";
import { added, evenly, inParts } from "./campaigns/in-parts.mjs";
import { grows, mostSlower, soak } from "./campaigns/soak.mjs";
import { madeBy, writeSection } from "./proof.mjs";

// What it would print is nobody's to read here.
process.env.POWERTOOLS_METRICS_DISABLED = "true";
const size = Number(process.env.CAMPAIGN ?? 1);
const seed = Number(process.env.CAMPAIGN_SEED ?? 1);
const of = (full) => Math.max(100, Math.round(full * size));
const only = process.argv[2];
// The call, and what was logged.
if (process.argv[3] !== undefined) {
  const { simulation, left, felt } = await faultOfName(process.argv[3]);
  for (const call of simulation.calls) console.log(`${call.transcript()}\n`);
  for (const { level, message, fields } of simulation.log)
    console.log(level, message, JSON.stringify(fields));
  console.log({ felt, left });
  process.exit(0);
}
const wants = (name) => only === undefined || only === name;
/** Prints what a campaign found, and writes the section of it in docs/proof.md. */
const tell = (name, title, { tried, found }) => {
  const list = found.map((line) => `- ${line}`).join("\n");
  const text = `${madeBy(`campaign -- ${name}`)}, seed ${seed}, size ${size}.\n\nTried: ${tried}.\n\n${list}`;
  console.log(`${title}\n\n${text}\n`);
  writeSection(`Campaign: ${title}`, text);
};
let bad = 0;

const told = (counts) =>
  Object.entries(counts)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([what, count]) => `${what} ${count}`)
    .join(", ");

/** Counts of an operation and a fault, by the operation. */
function faultsIn(counts) {
  const byOperation = {};
  for (const [fault, count] of Object.entries(counts)) {
    const [operation, ...kind] = fault.split(" ");
    byOperation[operation] = { ...byOperation[operation], [kind.join(" ")]: count };
  }
  return Object.entries(byOperation)
    .map(([operation, faults]) => `${operation}: ${told(faults)}`)
    .toSorted()
    .join("; ");
}

const sum = (counts) => Object.values(counts).reduce((all, count) => all + count, 0);

/** What was left over, a line for each reason why nothing else could be done. */
const leftLines = (what, left) =>
  Object.entries(left)
    .toSorted(([, one], [, other]) => sum(other) - sum(one))
    .map(([why, counts]) => `${sum(counts)} ${what}: ${why} (${faultsIn(counts)})`);

// What was heard is counted too, and asserted by the short form; here it would be most of the page.
const withoutWords = (coverage) =>
  Object.fromEntries(Object.entries(coverage).filter(([what]) => !/^hears /.test(what)));

if (wants("ivrs")) {
  const found = await inParts(
    { from: "./any-ivr.mjs", campaign: "anyIvrs" },
    evenly(of(100_000), seed, (calls) => ({ calls })),
  );
  const { calls, broken, coverage } = found.reduce(added);
  for (const test of broken) console.log(test);
  bad += broken.length;
  tell("ivrs", "random callers of random IVRs", {
    tried: `${calls} calls of IVRs of our plugins, every event twice`,
    found: [`${broken.length} broke a promise`, `calls that came to it: ${told(withoutWords(coverage))}`],
  });
}
if (wants("faults")) {
  // What takes longest begins first.
  const flows = Object.keys(faultFlows).toSorted((one) => (one.includes("DynamoDB") ? -1 : 1));
  const found = await inParts(
    { from: "./faults.mjs", campaign: faultsOf.name },
    // In full, every single fault is tried.
    flows.map((flow) => ({ flow, ...(size < 1 && { singles: of(1500) }), pairs: of(800), seed })),
  );
  const { cases, felt, silent, broken, left, unexplained } = found.reduce(added);
  const wrong = [...silent.map((name) => `${name}: the caller noticed nothing`), ...broken, ...unexplained];
  bad += wrong.length;
  for (const line of wrong.slice(0, 20)) console.log(line);
  const { attendees, meetings, recordings } = left;
  const singles = size < 1 ? `${of(1500)} of the cases in which` : "every case in which";
  const ways = `in ${Object.keys(kinds).length} ways or an action with a documented error, once or from then on`;
  tell("faults", "requests of AWS and actions of the service fail at every place", {
    tried: `${cases} calls: of each of ${flows.length} flows ${singles} a request fails ${ways}, and ${of(800)} pairs of these at random, of requests in the ${kindsOfPairs.length} ways that stand for the others`,
    found: [
      `${silent.length} callers noticed nothing; of the others, from the fault on, each: ${told(felt)}`,
      `${broken.length} broke a promise`,
      `${unexplained.length} left something over without a reason`,
      ...leftLines("attendees left", attendees),
      ...leftLines("meetings left", meetings),
      ...leftLines("recordings lost", recordings),
    ],
  });
}
if (wants("deliveries")) {
  const { calls, joined, jumps, ways, problems, late, left, meetings } = await deliveries({
    calls: of(2000),
    seed,
  });
  bad += problems.length + left.length;
  for (const problem of [...problems, ...left].slice(0, 5)) console.log(problem);
  tell("deliveries", "processes die, events come twice at once and late, clocks jump", {
    tried: `${calls} calls through 4 processes (${told(ways)}), ${jumps} jumps of a clock`,
    found: [
      `${joined} joined, ${problems.length} problems, ${meetings} meetings for 2 PINs`,
      `${left.length} attendees left; let in by an event that came again after the end of its call: ${told(late) || "none"}`,
    ],
  });
}
if (wants("fuzz")) {
  const found = await inParts(
    { from: "./fuzz.mjs", campaign: "fuzz" },
    evenly(of(1_000_000), seed, (events) => ({ events })),
  );
  const { events, ivrs, withState, failures } = found.reduce(added);
  const bytesKept = Math.max(...found.map((part) => part.bytesKept));
  bad += failures.length + (bytesKept > mostKept ? 1 : 0);
  for (const { event, why } of failures.slice(0, 3)) console.log(why, JSON.stringify(event).slice(0, 500));
  tell("fuzz", "mutated events", {
    tried: `${events} events, ${withState} with a state, of ${ivrs} IVRs and of the fixtures`,
    found: [
      `${failures.length} exceptions or refused answers`,
      `${(bytesKept / 1e6).toFixed(1)} MB more in a process a day later, at most ${mostKept / 1e6} allowed`,
    ],
  });
}
if (wants("soak")) {
  const { invocations, joined, first, last, time, heap } = await soak({ invocations: of(1_000_000) });
  if (grows({ first, last }) || time > mostSlower) bad += 1;
  tell("soak", "a warm handler, interleaved calls", {
    tried: `${invocations} invocations`,
    found: [
      `${joined} callers joined, all`,
      `last tenth over the first: time ${time.toFixed(2)} (${first.microseconds.toFixed(0)} us), heap ${heap.toFixed(2)} (${(last.heap / 1e6).toFixed(1)} MB)`,
    ],
  });
}
process.exit(bad > 0 ? 1 : 0);
