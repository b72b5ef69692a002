import { mkdirSync, writeFileSync } from "node:fs";

export const callsFile = ".vitest/aws-calls.txt";

/** Before the tests of a package: what it asked AWS for last time does not count. */
export default function fresh() {
  mkdirSync(".vitest", { recursive: true });
  writeFileSync(callsFile, "");
}
