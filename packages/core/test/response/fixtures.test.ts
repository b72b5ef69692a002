import { describe, expect, it } from "vitest";
import { attributeWarnings, checkResponse } from "../../src/wire.js";
import { deepFreeze, fixture, fixtureNames, type JsonObject } from "../fixtures.js";

// The service takes an empty tag; a serialiser should rather leave it out (3.0).
const refused = "real-pause-play-hangup-with-attributes";

describe("1.6 every published answer is valid, but for one", () => {
  it.each(fixtureNames("responses").filter((name) => name !== refused))("%s", (name) => {
    expect(checkResponse(deepFreeze(fixture("responses", name)))).toEqual([]);
  });

  it(`${refused} has an empty ParticipantTag`, () => {
    expect(checkResponse(fixture("responses", refused)).map(({ path }) => path)).toEqual([
      "Actions[2].Parameters.ParticipantTag",
    ]);
  });
});

describe("7.1 #4 eleven attributes are within the page's hundred, and were refused once", () => {
  it("invalid-transaction-attributes-11-keys is valid, with a warning", () => {
    const { TransactionAttributes } = fixture("responses", "invalid-transaction-attributes-11-keys");
    expect(attributeWarnings(TransactionAttributes as JsonObject)).toEqual([
      expect.stringContaining("11 pairs"),
    ]);
  });
});
