import { describe, expect, it } from "vitest";
import { overBudget } from "../src/sizes.mjs";

const budgets = { core: { packed: 1000, unpacked: 4000 } };

describe("the size budget of a package", () => {
  it("has ten percent of slack", () => {
    expect(overBudget(budgets, { core: { packed: 1100, unpacked: 4400 } })).toEqual([]);
  });

  it("is exceeded by more, and the message says which, by how much", () => {
    expect(overBudget(budgets, { core: { packed: 1101, unpacked: 5000 } })).toEqual([
      "core: packed is 1101 bytes, 10 % over its budget of 1000",
      "core: unpacked is 5000 bytes, 25 % over its budget of 4000",
    ]);
  });

  it("must be there for every package", () => {
    expect(overBudget(budgets, { menu: { packed: 1 } })).toEqual([
      "menu: there is no budget for packed, which is 1 bytes",
    ]);
  });
});
