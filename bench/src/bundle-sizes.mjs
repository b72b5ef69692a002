import { readFileSync } from "node:fs";

const ofTheSdk =
  /node_modules\/(@aws-sdk|@smithy|@aws-crypto|@aws\/|fast-xml|bowser|uuid|tslib|mnemonist|obliterator)/;

/** KiB of the bundle of apps/lambda without the AWS SDK, whole and by where they are from. */
export function bundleSizes() {
  const meta = readFileSync(new URL("../../apps/lambda/dist/meta.json", import.meta.url), "utf8");
  const sources = Object.values(JSON.parse(meta).outputs)
    .flatMap(({ inputs }) => Object.entries(inputs ?? {}))
    .filter(([source]) => !ofTheSdk.test(source));
  const kibOf = (pattern) =>
    sources
      .filter(([source]) => pattern.test(source))
      .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0) / 1024;
  return {
    whole: kibOf(/./),
    zod: kibOf(/\/zod\//),
    powertools: kibOf(/powertools/),
    container: kibOf(/tsyringe|reflect-metadata/),
    core: kibOf(/packages\/core/),
    plugins: kibOf(/packages\/plugin/),
    /** Whether something still brings the whole of zod in. */
    fullZod: kibOf(/\/zod\/v4\/classic\/(?!errors)/) > 1,
  };
}
