import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeState, encodeState } from "../../src/call/state-attributes.js";

interface Released {
  readonly step: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

// One file for each released version, written by its dial-in flow: calls that are up during a deploy bring such states.
const folder = new URL("../state-fixtures/", import.meta.url);
const released = readdirSync(folder).flatMap((file) =>
  (JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Released[]).map((one) => ({ file, ...one })),
);

describe("a state that a released version has written", () => {
  it.each(released)("is read: $file, at $step", ({ step, attributes }) => {
    const state = decodeState(attributes);
    expect(state.step).toBe(step);
    expect(state.outstanding.length).toBeGreaterThan(0);
    expect(decodeState(encodeState(state, undefined))).toEqual(state);
  });
});
