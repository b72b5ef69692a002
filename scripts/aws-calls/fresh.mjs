import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

// A test may go to another folder.
export const callsFile = resolve(".vitest/aws-calls.txt");

/** Before the tests of a package: what it asked AWS for last time does not count. */
export default function fresh() {
  mkdirSync(".vitest", { recursive: true });
  writeFileSync(callsFile, "");
}
