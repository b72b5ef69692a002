// Measures everything in one session, the variants by turns, and prints ratios first. See docs/proof.md.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { awsCalls } from "./aws-calls.mjs";
import { writeSection } from "./proof.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = `${here}../.out`;
const rounds = Number(process.env.BENCH_ROUNDS ?? 15);
const invocations = Number(process.env.BENCH_INVOCATIONS ?? 20_000);

const variants = ["floor", "middy-zod", "middy-zod-logger", "ask-sdk", "ours", "ours-grown"];

mkdirSync(out, { recursive: true });
for (const variant of variants) {
  await build({
    entryPoints: [`${here}variants/${variant}.mjs`],
    ...bundling(variant),
  });
}

function bundling(variant) {
  return {
    outdir: `${out}/${variant}`,
    entryNames: "handler",
    chunkNames: "chunks/[name]-[hash]",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node22",
    mainFields: ["module", "main"],
    logLevel: "error",
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  };
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
const child = (script, variant, args = [], env = {}) =>
  JSON.parse(
    execFileSync(
      process.execPath,
      ["--expose-gc", `${here}${script}`, `${out}/${variant}/handler.mjs`, ...args],
      {
        env: { ...process.env, POWERTOOLS_DEV: "false", ...env },
        stdio: ["ignore", "pipe", "ignore"],
      },
    ).toString(),
  );

/** By turns, so that whatever else the machine does concerns all of them. */
function byTurns(measure, what, times) {
  const measured = new Map(what.map((one) => [one, []]));
  for (let round = 0; round < times; round++) {
    for (const one of round % 2 === 0 ? what : what.toReversed()) measured.get(one).push(measure(one));
  }
  return new Map([...measured].map(([one, values]) => [one, median(values)]));
}

const peers = ["floor", "middy-zod", "middy-zod-logger", "ask-sdk", "ours"];
console.error("cold ...");
const cold = byTurns((variant) => child("cold-child.mjs", variant).ms, peers, rounds);
const over = (variant) => cold.get(variant) - cold.get("floor");
console.error("warm ...");
const warm = byTurns(
  (variant) => child("warm-child.mjs", variant, [String(invocations)]).microseconds,
  peers,
  7,
);
console.error("growth ...");
const grown = byTurns(
  (kind) =>
    child(
      "warm-child.mjs",
      "ours-grown",
      [String(invocations), kind === "concurrent" ? "500" : "1"],
      kind === "plugins" ? { BENCH_PLUGINS: "100" } : kind === "state" ? { BENCH_STATE: "7000" } : {},
    ).microseconds,
  ["small", "plugins", "state", "concurrent"],
  7,
);
console.error("memory ...");
const kept = median(
  Array.from({ length: 5 }, () => child("warm-child.mjs", "ours", [String(invocations)]).kept),
);

const { outputs } = JSON.parse(readFileSync(`${here}../../apps/lambda/dist/meta.json`, "utf8"));
const ofTheSdk = /node_modules\/(@aws-sdk|@smithy|@aws-crypto|@aws\/|fast-xml|bowser|uuid|tslib)/;
const kib =
  Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs ?? {}))
    .filter(([source]) => !ofTheSdk.test(source))
    .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0) / 1024;
const calls = await awsCalls();

const two = (value) => value.toFixed(2);
const rows = [
  [
    "cold: over the floor, against middy + zod parser",
    two(over("ours") / over("middy-zod")),
    "<= 1.00",
    `${over("ours").toFixed(1)} ms against ${over("middy-zod").toFixed(1)} ms (with Powertools' logger, which ours has too: ${over("middy-zod-logger").toFixed(1)} ms; ask-sdk-core: ${over("ask-sdk").toFixed(1)} ms; floor ${cold.get("floor").toFixed(1)} ms)`,
  ],
  [
    "warm: an invocation, against middy + zod parser + Powertools' logger",
    two(warm.get("ours") / warm.get("middy-zod-logger")),
    "<= 0.70",
    `${two(warm.get("ours"))} us against ${two(warm.get("middy-zod-logger"))} us (middy + zod ${two(warm.get("middy-zod"))}, ask-sdk-core ${two(warm.get("ask-sdk"))}, floor ${two(warm.get("floor"))})`,
  ],
  [
    "growth: 100 plugins against 6",
    two(grown.get("plugins") / grown.get("small")),
    "<= 1.50",
    `${two(grown.get("plugins"))} us against ${two(grown.get("small"))} us`,
  ],
  [
    "growth: state at its limit",
    two(grown.get("state") / grown.get("small")),
    "<= 2.00",
    `${two(grown.get("state"))} us, 7,000 characters`,
  ],
  [
    "growth: 500 concurrent calls",
    two(grown.get("concurrent") / grown.get("small")),
    "1.00",
    `${two(grown.get("concurrent"))} us`,
  ],
  ["bundle of apps/lambda without the AWS SDK", `${kib.toFixed(0)} KiB`, "<= 160 KiB", "minified"],
  [
    "memory kept per call on a warm handler",
    `${kept.toFixed(1)} B`,
    "0",
    `after ${invocations} calls; the answers of the last 1,000 calls are remembered for 30 s`,
  ],
  ["AWS calls from PIN to join", String(calls), "2", "CreateMeeting and CreateAttendee"],
];
const met = ([, figure, goal]) => {
  const [value, most] = [figure, goal].map((text) => Number(text.replace(/[^\d.]/g, "")));
  return goal.startsWith("<=") || goal === "2"
    ? value <= most
    : Math.abs(value - most) <= (goal === "0" ? 8 : 0.15);
};
const table = [
  "| what | ratio or figure | goal | | in figures |",
  "|---|---|---|---|---|",
  ...rows.map(
    (row) => `| ${row[0]} | ${row[1]} | ${row[2]} | ${met(row) ? "met" : "**not met**"} | ${row[3]} |`,
  ),
].join("\n");
console.log(table);
writeSection(
  "Speed",
  `Made by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${availableParallelism()} cores: medians of ${rounds} (cold) and 7 (warm) rounds, the variants by turns.\n\n${table}`,
);
