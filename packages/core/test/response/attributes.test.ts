import { describe, expect, it } from "vitest";
import { attributeWarnings, checkResponse } from "../../src/wire.js";

const pairs = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, "v"]));
// {"a":""} is 8 bytes.
const ofBytes = (bytes: number) => ({ a: "a".repeat(bytes - 8) });
const check = (TransactionAttributes: object) =>
  checkResponse({ SchemaVersion: "1.0", TransactionAttributes });

describe("4.6 the limits of TransactionAttributes", () => {
  it("100 pairs are accepted", () => expect(check(pairs(100))).toEqual([]));
  it("101 pairs are refused", () =>
    expect(check(pairs(101))).toEqual([
      {
        path: "TransactionAttributes",
        message: "may have at most 100 pairs, given 101",
        page: "transaction-attributes",
      },
    ]));
  it("20 KB are accepted", () => expect(check(ofBytes(20_480))).toEqual([]));
  it("one byte more is refused", () =>
    expect(check(ofBytes(20_481))).toMatchObject([{ message: "may have at most 20480 bytes, given 20481" }]));
  it("bytes are counted, not characters", () =>
    expect(check({ a: "ä".repeat(10_237) })).toMatchObject([{ path: "TransactionAttributes" }]));
});

describe("7.1 #4 what the service is known to refuse although the page allows it is warned of", () => {
  it("10 pairs of 1,024 characters: no warning", () =>
    expect(attributeWarnings({ ...pairs(9), ["k".repeat(1024)]: "v".repeat(1024) })).toEqual([]));
  it("11 pairs", () => expect(attributeWarnings(pairs(11))).toEqual([expect.stringContaining("11 pairs")]));
  it("a value of 1,025 characters, named by its key", () =>
    expect(attributeWarnings({ state: "v".repeat(1025) })).toEqual([
      expect.stringContaining("TransactionAttributes.state"),
    ]));
  it("a value that is longer as JSON", () =>
    expect(attributeWarnings({ state: ["v".repeat(1021)] })).toHaveLength(1));
  it("a key of 1,025 characters, not printed whole", () => {
    const [warning = ""] = attributeWarnings({ ["k".repeat(1025)]: "v" });
    expect(warning).toContain("1024 characters");
    expect(warning.length).toBeLessThan(120);
  });
  it("never tells a value", () =>
    expect(attributeWarnings({ pin: "4711".repeat(300) }).join()).not.toContain("4711"));
});
