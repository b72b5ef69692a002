import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { callOf, courses, type ReleasedState, statesOf } from "./released-calls.js";

// One file a release, made by `npm run release:version`: calls that are up during a deploy bring such states.
const folder = new URL("../fixtures/states/", import.meta.url);
const files = readdirSync(folder);
const released = files.flatMap((file) =>
  (JSON.parse(readFileSync(new URL(file, folder), "utf8")) as ReleasedState[]).map((state) => ({
    ...state,
    version: file.replace(".json", ""),
    at: `${state.snapshot.sequence}: ${state.snapshot.type}`,
  })),
);

/** Versions of a changelog that no file is there for. */
const withoutStates = (changelog: string, there: readonly string[]) =>
  [...changelog.matchAll(/^## (\d+\.\d+\.\d+\S*)$/gm)]
    .map(([, version]) => version)
    .filter((version) => !there.includes(`${version}.json`));

// A recording that ran is not in the snapshot: it cannot be stopped or paused in the call that goes on, and the IVR says so.
const ofRecordings: readonly unknown[] = ["IVR_RECORDING_FAILED", "IVR_ACTION_FAILED"];

describe("a call that a released version has begun", () => {
  it.each(released)(
    "goes on to its end: $version, $call, at $at",
    async ({ call: name, moves, snapshot }) => {
      const course = courses[name];
      if (!course)
        throw new Error(`there is no call ${name} any more: keep it, for calls are up that are in it`);
      const { call, codes } = callOf(course, snapshot);
      await call.dial();
      for (const move of course.moves.slice(moves)) await move(call);
      await call.untilEnded();
      expect(call.call.ended).toBe(true);
      expect(call.problems).toEqual([]);
      expect(codes.filter((code) => !ofRecordings.includes(code))).toEqual([]);
      expect(call.heard.join()).not.toMatch(/We are sorry/);
    },
  );

  it("is there for each course that is tried", () => {
    const version = files.toSorted((one, other) => one.localeCompare(other, "en", { numeric: true })).at(-1);
    const tried = released.filter((state) => `${state.version}.json` === version).map(({ call }) => call);
    expect(new Set(tried)).toEqual(new Set(Object.keys(courses)));
  });

  it.each(Object.keys(courses))(
    "ends with an apology when its state is of a form that is not known: %s",
    async (name) => {
      const course = courses[name];
      const [state] = course ? await statesOf(name, course) : [];
      if (!course || !state) throw new Error("it has no state");
      const attributes = { ivr: JSON.stringify({ v: 2, step: "elsewhere" }) };
      const { call, codes } = callOf(course, { ...state.snapshot, attributes });
      await call.dial();
      await call.untilEnded();
      expect(call.call.ended).toBe(true);
      expect(call.heard.join()).toMatch(/sorry/i);
      expect(codes).toContain("IVR_STATE_INVALID");
      expect(call.problems).toEqual([]);
    },
  );
});

describe("a release", () => {
  it("has its states beside it", () => {
    const changelog = new URL("../../packages/core/CHANGELOG.md", import.meta.url);
    expect(existsSync(changelog) ? withoutStates(readFileSync(changelog, "utf8"), files) : []).toEqual([]);
  });

  it("is missed when it has none", () => {
    const changelog =
      "# @switchhook/core\n\n## 0.2.0\n\n### Minor Changes\n\n- 0.1.5 is no heading\n\n## 0.1.0\n";
    expect(withoutStates(changelog, ["0.1.0.json"])).toEqual(["0.2.0"]);
    expect(withoutStates(changelog, ["0.1.0.json", "0.2.0.json"])).toEqual([]);
  });
});

// For `release/write-states.mjs`: here, because the examples are TypeScript.
const { RELEASED_VERSION: version } = process.env;
if (version) {
  it("writes the states of this release", async () => {
    const states: ReleasedState[] = [];
    for (const [name, course] of Object.entries(courses)) states.push(...(await statesOf(name, course)));
    const lines = states.map((state) => JSON.stringify(state)).join(",\n");
    writeFileSync(new URL(`${version}.json`, folder), `[\n${lines}\n]\n`);
  });
}
