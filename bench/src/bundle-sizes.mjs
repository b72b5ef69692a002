import { readFileSync } from "node:fs";

const ofTheSdk =
  /node_modules\/(@aws-sdk|@smithy|@aws-crypto|@aws\/|fast-xml|bowser|uuid|tslib|mnemonist|obliterator)/;

/** KiB of the bundle of apps/lambda without the AWS SDK, whole and by where they are from. */
export function bundleSizes() {
  const meta = readFileSync(new URL("../../apps/lambda/dist/meta.json", import.meta.url), "utf8");
  const { outputs } = JSON.parse(meta);
  const sourcesIn = (files) =>
    files
      .flatMap((file) => Object.entries(outputs[file].inputs ?? {}))
      .filter(([source]) => !ofTheSdk.test(source));
  const kibIn = (sources, pattern) =>
    sources
      .filter(([source]) => pattern.test(source))
      .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0) / 1024;
  const all = sourcesIn(Object.keys(outputs));
  const kibOf = (pattern) => kibIn(all, pattern);
  return {
    whole: kibOf(/./),
    /** What every cold start loads; the rest waits until it is switched on or needed. */
    atStart: kibIn(sourcesIn(loadedWith(outputs, "dist/handler.mjs")), /./),
    zod: kibOf(/\/zod\//),
    powertools: kibOf(/powertools/),
    container: kibOf(/tsyringe|reflect-metadata/),
    core: kibOf(/packages\/core/),
    plugins: kibOf(/packages\/plugin/),
    /** Whether something still brings the whole of zod in. */
    fullZod: kibOf(/\/zod\/v4\/classic\/(?!errors)/) > 1,
  };
}

/** A file of the bundle and all that it imports when it is loaded. */
function loadedWith(outputs, file, loaded = new Set()) {
  if (loaded.has(file)) return [];
  loaded.add(file);
  for (const { path, kind } of outputs[file].imports)
    if (kind === "import-statement" && path in outputs) loadedWith(outputs, path, loaded);
  return [...loaded];
}
