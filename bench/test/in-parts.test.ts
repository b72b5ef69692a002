import { describe, expect, it } from "vitest";
import { added, evenly, inParts } from "../src/campaigns/in-parts.mjs";

describe("a campaign in parts", () => {
  it("tries all that it is to try, with no seed twice, of this campaign or the next", () => {
    const parts = [1, 2].flatMap((seed) => evenly(1001, seed, (calls: number) => ({ calls })));
    expect(parts.slice(0, parts.length / 2).reduce((sum, { calls }) => sum + calls, 0)).toBeGreaterThan(1000);
    expect(new Set(parts.map(({ seed }) => seed)).size).toBe(parts.length);
  });

  it("runs each on a thread, and answers what they found", async () => {
    const found = await inParts({ from: "./heap.mjs", campaign: "settledHeap" }, [{}, {}, {}]);
    expect(found.map((bytes) => bytes > 0)).toEqual([true, true, true]);
  });

  it("fails when one of them fails", async () => {
    const which = { from: "./heap.mjs", campaign: "nothing-of-that-name" };
    await expect(inParts(which, [{}])).rejects.toThrow(/not a function/);
  });

  it("adds up numbers, lists, sets and what is inside of objects", () => {
    const one = { calls: 1, broken: ["a"], asked: new Set(["x"]), counts: { joined: 1, muted: 2 } };
    const other = { calls: 2, broken: ["b"], asked: new Set(["y"]), counts: { joined: 3 } };
    expect(added(one, other)).toEqual({
      calls: 3,
      broken: ["a", "b"],
      asked: new Set(["x", "y"]),
      counts: { joined: 4, muted: 2 },
    });
  });
});
