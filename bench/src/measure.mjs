import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = `${here}../.out`;

/** Bundles the variants as the app itself is bundled. */
export async function bundle(variants) {
  mkdirSync(out, { recursive: true });
  for (const variant of variants) {
    await build({
      entryPoints: [`${here}variants/${variant}.mjs`],
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
    });
  }
}

export const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

const child = (script, variant, args, env) =>
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

/** Milliseconds from the start of the process to the first answer. */
export const coldStart = (variant) => child("cold-child.mjs", variant, [], {}).ms;

/** Microseconds per invocation, and bytes that it keeps. */
export const warmRun = (variant, invocations, { concurrent = 1, env = {} } = {}) =>
  child("warm-child.mjs", variant, [String(invocations), String(concurrent)], env);

/** Medians by turns, so that whatever else the machine does concerns all of them. */
export function byTurns(measure, what, times) {
  const measured = new Map(what.map((one) => [one, []]));
  for (let round = 0; round < times; round++) {
    for (const one of round % 2 === 0 ? what : what.toReversed()) measured.get(one).push(measure(one));
  }
  return new Map([...measured].map(([one, values]) => [one, median(values)]));
}
