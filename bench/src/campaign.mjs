// The campaigns at full size; CAMPAIGN=0.01 makes them smaller. See docs/proof.md.
import { availableParallelism } from "node:os";
import { anyIvrs } from "./campaigns/any-ivr.mjs";
import { deliveries } from "./campaigns/deliveries.mjs";
import { faults } from "./campaigns/faults.mjs";
import { fuzz } from "./campaigns/fuzz.mjs";
import { soak } from "./campaigns/soak.mjs";
import { writeSection } from "./proof.mjs";

const size = Number(process.env.CAMPAIGN ?? 1);
const seed = Number(process.env.CAMPAIGN_SEED ?? 1);
const of = (full) => Math.max(100, Math.round(full * size));
const only = process.argv[2];
const wants = (name) => only === undefined || only === name;
const rows = [];
const row = (name, tried, found) => {
  rows.push(`| ${name} | ${tried} | ${found} |`);
  console.log(rows.at(-1));
};
let bad = 0;

if (wants("ivrs")) {
  const { calls, broken } = await anyIvrs({ calls: of(100_000), seed });
  for (const test of broken.slice(0, 3)) console.log(test);
  bad += broken.length;
  row(
    "random IVRs of our plugins, random callers",
    `${calls} calls, every event twice`,
    `${broken.length} broke a promise`,
  );
}
if (wants("faults")) {
  const { calls, sensible, silent, leftOver, broken } = await faults({});
  bad += silent.length + broken.length;
  for (const line of [...silent, ...broken]) console.log(line);
  row(
    "AWS operations fail, alone and in pairs",
    `${calls} calls`,
    `${sensible} heard something sensible; ${broken.length} broke a promise; ${leftOver.length} left an attendee: only where the service refused to delete him`,
  );
}
if (wants("deliveries")) {
  const { calls, joined, problems, left, meetings } = await deliveries({ calls: of(2000), seed });
  // An event that comes again after the end of its call makes the place anew, and nothing is left to give it back.
  const { "an old event again": late = 0, ...unexplained } = left;
  bad += problems.length + Object.keys(unexplained).length;
  for (const problem of problems.slice(0, 5)) console.log(problem);
  row(
    "processes die, events twice at once and late, clocks jump",
    `${calls} calls through 4 processes`,
    `${joined} joined; ${problems.length} problems; ${late} attendee(s) left, by old events that came again after the end of their call; ${meetings} meetings for 2 PINs`,
  );
}
if (wants("fuzz")) {
  const { events, failures, bytesKept } = await fuzz({ events: of(1_000_000), seed });
  bad += failures.length;
  for (const { event, why } of failures.slice(0, 3)) console.log(why, JSON.stringify(event).slice(0, 500));
  row(
    "mutated events",
    `${events} events`,
    `${failures.length} exceptions or refused answers; ${(bytesKept / events).toFixed(1)} bytes kept an event`,
  );
}
if (wants("soak")) {
  const { invocations, first, last, time, heap } = await soak({ invocations: of(1_000_000) });
  row(
    "a warm handler, interleaved calls",
    `${invocations} invocations`,
    `last tenth over the first: time ${time.toFixed(2)} (${first.microseconds.toFixed(0)} us), heap ${heap.toFixed(2)} (${(last.heap / 1e6).toFixed(1)} MB)`,
  );
}
if (only === undefined) {
  writeSection(
    "Campaigns",
    `Made by \`npm run campaign\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${availableParallelism()} cores, seed ${seed}, size ${size}.\n\n| what | tried | found |\n|---|---|---|\n${rows.join("\n")}`,
  );
}
process.exit(bad > 0 ? 1 : 0);
