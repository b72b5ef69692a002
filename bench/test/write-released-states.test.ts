import { writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { courses, type ReleasedState, statesOf } from "./released-calls.js";

const { RELEASED_VERSION: version } = process.env;

// Run by `release/write-states.mjs`, where TypeScript of the workspace has to be run, too.
it.runIf(version)("writes the states of this release", async () => {
  const states: ReleasedState[] = [];
  for (const [name, course] of Object.entries(courses)) states.push(...(await statesOf(name, course)));
  expect(states.length).toBeGreaterThan(Object.keys(courses).length);
  const lines = states.map((state) => JSON.stringify(state)).join(",\n");
  writeFileSync(new URL(`../fixtures/states/${version}.json`, import.meta.url), `[\n${lines}\n]\n`);
});
