// Runs handlers through Lambda's own runtime client against a Runtime API on loopback, by turns, and prints ratios first.
// BENCH_ROUNDS and BENCH_INVOCATIONS take other numbers of rounds and of invocations a round.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { localServices } from "../../src/local-services.mjs";
import { bundle, bundleOf, median } from "../../src/measure.mjs";
import { madeBy, writeSection } from "../../src/proof.mjs";
import { installRuntime } from "./install.mjs";
import { runFunction } from "./run-function.mjs";

const rounds = Number(process.env.BENCH_ROUNDS ?? 11);
const invocations = Number(process.env.BENCH_INVOCATIONS ?? 4000);
const numberOfCalls = Math.ceil(invocations / 4);
const given = { numberOfCalls, warmUp: Math.ceil(numberOfCalls / 4), runtime: installRuntime() };

await bundle(["floor", "middy-zod-logger", "ours"]);
const services = await localServices();
const variants = {
  "floor: a hand-written `switch`": { bundle: bundleOf("floor"), call: "dialIn", lines: 0 },
  "middy + zod parser + Powertools' logger": {
    bundle: bundleOf("middy-zod-logger"),
    call: "dialIn",
    lines: 1,
  },
  "ours, AWS costs nothing": { bundle: bundleOf("ours"), call: "dialIn", lines: 1 },
  "ours as deployed: `apps/lambda/dist`, AWS on loopback": {
    bundle: fileURLToPath(new URL("../../../apps/lambda/dist/handler.mjs", import.meta.url)),
    environment: services.environments["DynamoDB, with the guess guard"],
    call: "dialInOfAService",
    lines: 1,
  },
};
const [floor] = Object.keys(variants);
// Of the call's events, those at which the deployed app asks AWS for something: the PIN and the end.
const stepsOfAws = [1, 3];

const percentile = (times, share) => {
  const sorted = times.map(({ ms }) => ms).toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};
const figuresOf = ({ init, first, times }) => ({
  init,
  first,
  p50: percentile(times, 0.5),
  p99: percentile(times, 0.99),
  withoutAws: percentile(
    times.filter(({ step }) => !stepsOfAws.includes(step)),
    0.5,
  ),
  pin: percentile(
    times.filter(({ step }) => step === 1),
    0.5,
  ),
});

const runs = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  console.error(`round ${round + 1} of ${rounds} ...`);
  const names = round % 2 === 0 ? Object.keys(variants) : Object.keys(variants).reverse();
  for (const name of names) {
    const times = await runFunction({ ...given, ...variants[name] });
    runs[name].push({ ...figuresOf(times), requests: services.takeRequests().length / numberOfCalls });
  }
}
await services.close();

const figure = (name, key) => median(runs[name].map((run) => run[key]));
const cell = (name, key) =>
  `${(figure(name, key) / figure(floor, key)).toFixed(2)} (${figure(name, key).toFixed(key.startsWith("p") ? 2 : 1)} ms)`;
const columns = { init: "init", first: "first answer", p50: "p50", p99: "p99" };
const table = [
  `| handler | ${Object.values(columns).join(" | ")} |`,
  `|---|${"---|".repeat(Object.keys(columns).length)}`,
  ...Object.keys(variants).map(
    (name) =>
      `| ${name} | ${Object.keys(columns)
        .map((key) => cell(name, key))
        .join(" | ")} |`,
  ),
].join("\n");
const deployed = Object.keys(variants).at(-1);
const { version } = JSON.parse(
  readFileSync(
    new URL(`../${given.runtime}/node_modules/aws-lambda-ric/package.json`, import.meta.url),
    "utf8",
  ),
);
const text = `${table}

Against the floor, and in brackets milliseconds: \`init\` from the start of the process to its first request for an event, the first answer from that event on,
and then whole calls of four events each (new call, PIN, join, end), every answer checked. Of the deployed app, p50 is ${figure(deployed, "withoutAws").toFixed(2)} ms where it asks
AWS for nothing, and ${figure(deployed, "pin").toFixed(2)} ms from the PIN to the join; a call is ${figure(deployed, "requests")} requests to DynamoDB and the meetings service.`;
console.log(text);
writeSection(
  "Through the real Lambda runtime",
  `${madeBy("bench:runtime", `aws-lambda-ric ${version}`)}: medians of ${rounds} processes each, by turns, with ${numberOfCalls * 4} invocations a process, of which the first quarter warms up.\n\n${text}`,
);
