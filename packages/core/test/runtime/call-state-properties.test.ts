import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallState } from "../../src/call/call-state.js";
import { decodeState, encodeState } from "../../src/call/state-attributes.js";
import { type ActionType, actionDefinitions } from "../../src/index.js";
import { attributeIssues } from "../../src/response/invocation-response.js";

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?$/);
const text = fc.string({ unit: "binary", maxLength: 40 });
const json = fc
  .jsonValue({ maxDepth: 3 })
  // JSON has no -0, and a record of zod leaves this key out.
  .filter((value) => !JSON.stringify(value).includes("__proto__"))
  .map((value): unknown => JSON.parse(JSON.stringify(value)));
const keys = fc.string({ unit: "grapheme", maxLength: 10 }).filter((key) => key !== "__proto__");

const callState: fc.Arbitrary<CallState> = fc.record({
  step: fc.oneof(
    fc.constant(""),
    fc.array(name, { minLength: 1, maxLength: 5 }).map((path) => path.join("/")),
  ),
  enteredMs: fc.option(fc.nat(), { nil: undefined }),
  attempt: fc.integer({ min: 1, max: 99 }),
  waits: fc.boolean(),
  ended: fc.boolean(),
  leftLeg: fc.boolean(),
  cleaned: fc.boolean(),
  outstanding: fc.array(
    fc.record({
      owner: fc.oneof(fc.constant(""), name),
      type: fc.constantFrom(...(Object.keys(actionDefinitions) as ActionType[])),
      prompts: fc.array(fc.stringMatching(/^[a-z0-9]+([-_.][A-Z0-9]+)?$/), { maxLength: 2 }),
    }),
    { maxLength: 10 },
  ),
  waiting: fc.array(
    fc.oneof(
      fc.record({ code: fc.stringMatching(/^[0-9*#]{1,4}$/) }),
      fc.record({ command: text, args: fc.dictionary(keys, text, { noNullPrototype: true }) }),
    ),
    { maxLength: 3 },
  ),
  listener: fc.constantFrom("", "set", "refused"),
  typed: fc.stringMatching(/^[0-9*#]{0,4}$/),
  locale: fc.constantFrom("", "en-US", "es"),
  results: fc.dictionary(keys, json, { maxKeys: 4, noNullPrototype: true }),
  arguments: fc.dictionary(keys, text, { maxKeys: 4, noNullPrototype: true }),
  brokenPrompts: fc.array(name, { maxLength: 3 }),
  stepState: fc.option(json, { nil: undefined }),
  featureStates: fc.dictionary(name, json, { maxKeys: 3, noNullPrototype: true }),
});

describe("any call state", () => {
  it("is read as it was written, also in any other characters than English ones", () => {
    fc.assert(
      fc.property(callState, (state) => {
        const attributes = JSON.parse(JSON.stringify(encodeState(state, undefined)));
        expect(decodeState(attributes)).toEqual(state);
      }),
      { numRuns: 1000 },
    );
  });

  it("has at most 1,024 characters, all of them ASCII, in an attribute, and at most eight attributes, which no bound refuses", () => {
    const large = fc.record({
      state: callState,
      length: fc.integer({ min: 0, max: 7500 }),
      char: fc.constantFrom("1", '"'),
    });
    fc.assert(
      fc.property(large, ({ state, length, char }) => {
        let attributes: Record<string, unknown>;
        try {
          attributes = encodeState({ ...state, typed: char.repeat(length) }, undefined);
        } catch (error) {
          expect(error).toMatchObject({ code: "IVR_STATE_TOO_LARGE" });
          return;
        }
        expect(Object.keys(attributes).length).toBeLessThanOrEqual(8);
        expect(attributeIssues(attributes)).toEqual([]);
        for (const value of Object.values(attributes)) {
          expect(value).toMatch(/^[\x20-\x7e]{1,1024}$/);
        }
        expect(decodeState(attributes).typed).toHaveLength(length);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves foreign attributes as they are, and no old part of its own", () => {
    const foreign = fc.dictionary(
      keys.filter((key) => !/^ivr(\.[1-7])?$/.test(key)),
      json,
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(callState, foreign, (state, given) => {
        const { ivr, ...rest } = encodeState(state, { ...given, ivr: "old", "ivr.7": "old" });
        expect(ivr).not.toBe("old");
        expect(Object.values(rest)).not.toContain("old");
        expect(rest).toMatchObject(given);
      }),
    );
  });
});

describe("decoding any attribute", () => {
  it("answers a state or throws IVR_STATE_INVALID", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.json()), (ivr) => {
        try {
          expect(decodeState({ ivr })).toHaveProperty("step");
        } catch (error) {
          expect(error).toMatchObject({ code: "IVR_STATE_INVALID" });
        }
      }),
      { numRuns: 1000 },
    );
  });
});
