import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = `${here}../.out`;

/** Where the bundle of a variant is. */
export const bundleOf = (variant) => `${out}/${variant}/handler.mjs`;

/** Bundles the variants as the app itself is bundled. */
export async function bundle(variants) {
  for (const variant of variants) {
    rmSync(`${out}/${variant}`, { recursive: true, force: true });
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

function child(script, { variant, env = {}, ...given }, flags = []) {
  const told = JSON.stringify({ file: bundleOf(variant), ...given });
  const done = execFileSync(process.execPath, [...flags, `${here}${script}`, told], {
    env: { ...process.env, POWERTOOLS_DEV: "false", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(done.toString());
}

/** Milliseconds from the start of the process to the first answer, and of them those of the processor. */
export const coldStart = (variant) => child("cold-child.mjs", variant);

/** Microseconds per invocation, of them those of the processor, and bytes that a call keeps. */
export const warmRun = (variant) => child("warm-child.mjs", variant, ["--expose-gc"]);

/** Medians by turns, so that whatever else the machine does concerns all of them. */
export function byTurns(measure, what, times) {
  const names = Object.keys(what);
  const measured = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < times; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      measured.get(name).push(measure(what[name]));
    }
  }
  return Object.fromEntries(
    [...measured].map(([name, runs]) => [
      name,
      Object.fromEntries(Object.keys(runs[0]).map((key) => [key, median(runs.map((run) => run[key]))])),
    ]),
  );
}
