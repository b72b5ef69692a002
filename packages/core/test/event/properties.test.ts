import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IvrError } from "../../src/errors.js";
import {
  checkResponse,
  eventTypes,
  isKnownEvent,
  isKnownEventType,
  parseInvocationEvent,
} from "../../src/wire.js";
import { fixture, fixtureNames, type JsonObject } from "../fixtures.js";

const events = fixtureNames("events").map((name) => fixture("events", name));

/** A published event with one field, anywhere in it, replaced by anything. */
const damagedEvent = fc
  .tuple(fc.constantFrom(...events), fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }), fc.jsonValue())
  .map(([event, path, junk]) => {
    const copy = structuredClone(event);
    let at: JsonObject = copy;
    for (const [depth, choice] of path.entries()) {
      const keys = Object.keys(at);
      const key = keys[choice % Math.max(keys.length, 1)];
      if (key === undefined) break;
      const next = at[key];
      if (depth === path.length - 1 || typeof next !== "object" || next === null) {
        at[key] = junk;
        break;
      }
      at = next as JsonObject;
    }
    return copy;
  });

const anyJson = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(
    fc.constantFrom("InvocationEventType", "CallDetails", "ActionData", "Sequence"),
    fc.jsonValue(),
  ),
  fc
    .record({
      InvocationEventType: fc.constantFrom(...eventTypes),
      ActionData: fc.jsonValue(),
      CallDetails: fc.jsonValue(),
    })
    .map((event): unknown => event),
  damagedEvent,
);

describe("parsing any JSON", () => {
  it("answers an event or throws IVR_EVENT_INVALID, and leaves what it was given as it was", () => {
    fc.assert(
      fc.property(anyJson, (raw) => {
        const before = JSON.stringify(raw);
        try {
          const event = parseInvocationEvent(raw);
          expect(typeof event.InvocationEventType).toBe("string");
          if (isKnownEvent(event)) expect(event.CallDetails.Participants.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(IvrError);
          expect((error as IvrError).code).toBe("IVR_EVENT_INVALID");
        }
        expect(JSON.stringify(raw)).toBe(before);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps an event of an unknown type exactly", () => {
    fc.assert(
      fc.property(
        fc.string().filter((type) => !isKnownEventType(type)),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (type, more) => {
          const raw = { ...more, InvocationEventType: type };
          expect(parseInvocationEvent(raw)).toEqual(raw);
        },
      ),
    );
  });

  it("reads what it has read once more to the same event", () => {
    for (const event of events) {
      const once = parseInvocationEvent(event);
      expect(parseInvocationEvent(once)).toEqual(once);
    }
  });
});

describe("checking any JSON as an answer", () => {
  it("never throws, and names a path and a message", () => {
    const actions = fc.array(
      fc.oneof(
        fc.jsonValue(),
        fc.record({ Type: fc.constantFrom("PlayAudio", "Hangup"), Parameters: fc.jsonValue() }),
      ),
    );
    const answers = fc.oneof(
      fc.jsonValue(),
      fc.record({
        SchemaVersion: fc.constant("1.0"),
        Actions: actions,
        TransactionAttributes: fc.jsonValue(),
      }),
    );
    fc.assert(
      fc.property(answers, (answer) => {
        const before = JSON.stringify(answer);
        for (const issue of checkResponse(answer)) {
          expect(issue.path).not.toBe("");
          expect(issue.message).not.toBe("");
        }
        expect(JSON.stringify(answer)).toBe(before);
      }),
      { numRuns: 1000 },
    );
  });
});
