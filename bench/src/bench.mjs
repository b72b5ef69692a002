// Measures everything in one session, the variants by turns, and prints ratios first. See docs/proof.md.
// BENCH_ROUNDS and BENCH_INVOCATIONS take other numbers of rounds and of invocations a round.
import { awsCalls } from "./aws-calls.mjs";
import { bundleSizes } from "./bundle-sizes.mjs";
import { bundle, byTurns, coldStart, warmRun } from "./measure.mjs";
import { madeBy, writeSection } from "./proof.mjs";
import { speedReport } from "./speed-report.mjs";

const roundsOf = (usual) => Number(process.env.BENCH_ROUNDS ?? usual);
const rounds = { cold: roundsOf(21), warm: roundsOf(7), kept: roundsOf(5) };
const invocations = Number(process.env.BENCH_INVOCATIONS ?? 40_000);

const run = { call: "dialIn", lines: 0, invocations, concurrent: 1, characters: 0 };
const dialIn = {
  floor: { ...run, variant: "floor" },
  middy: { ...run, variant: "middy-zod" },
  middyLogged: { ...run, variant: "middy-zod-logger", lines: 1 },
  askSdk: { ...run, variant: "ask-sdk" },
  ours: { ...run, variant: "ours", lines: 1 },
};
const core = { ...run, variant: "ours-grown", call: "wrongPin" };
const parts = {
  zod: { variant: "parts/zod" },
  zodMini: { variant: "parts/zod-mini" },
  logger: { variant: "parts/logger" },
};
const switched = {
  oursSilent: { ...dialIn.ours, lines: 0, env: { BENCH_LOG: "silent" } },
  oursMetrics: { ...dialIn.ours, env: { BENCH_METRICS: "on" } },
  oursSpans: { ...dialIn.ours, env: { BENCH_SPANS: "on" } },
};
const grown = {
  small: core,
  plugins: { ...core, env: { BENCH_PLUGINS: "100" } },
  state: { ...core, env: { BENCH_STATE: "7000" }, characters: 7000 },
  concurrent: { ...core, concurrent: 500 },
};

const measured = [dialIn, parts, { core }].flatMap(Object.values).map(({ variant }) => variant);
await bundle([...new Set(measured)]);

console.error("cold ...");
const cold = byTurns(coldStart, { ...dialIn, core, ...parts }, rounds.cold);
console.error("warm ...");
const warm = byTurns(warmRun, { ...dialIn, ...switched }, rounds.warm);
console.error("growth ...");
const growth = byTurns(warmRun, grown, rounds.warm);
console.error("memory ...");
const memory = byTurns(warmRun, { floor: dialIn.floor, ours: dialIn.ours }, rounds.kept);
console.error("AWS calls ...");
const aws = await awsCalls();

const text = speedReport({ cold, warm, growth, memory, aws, sizes: bundleSizes(), invocations });
console.log(text);
const made = `${madeBy("bench")}: medians of ${rounds.cold} (cold), ${rounds.warm} (warm) and ${rounds.kept} (memory) rounds, the variants by turns.`;
writeSection("Speed", `${made}\n\n${text}`);
