import { describe, expect, it } from "vitest";
import { anyIvrs } from "../src/campaigns/any-ivr.mjs";
import { deliveries } from "../src/campaigns/deliveries.mjs";
import { faults } from "../src/campaigns/faults.mjs";
import { fuzz } from "../src/campaigns/fuzz.mjs";
import { soak } from "../src/campaigns/soak.mjs";

// Short forms of `npm run campaign`; the figures of the long ones are in docs/proof.md.
describe("the campaigns, in short", () => {
  it("random callers of random IVRs find every promise kept", { timeout: 60_000 }, async () => {
    expect(await anyIvrs({ calls: 150, seed: 20_260_101 })).toEqual({ calls: 150, broken: [] });
  });

  it("whatever of AWS fails, every caller hears something sensible", { timeout: 60_000 }, async () => {
    const { calls, sensible, broken } = await faults({ most: 40 });
    expect(broken).toEqual([]);
    expect(sensible).toBe(calls);
  });

  it("processes that die and events that come twice cost no call", { timeout: 60_000 }, async () => {
    const { problems, left, meetings } = await deliveries({ calls: 60, seed: 7 });
    expect(problems).toEqual([]);
    expect(Object.keys(left).filter((way) => way !== "an old event again")).toEqual([]);
    expect(meetings).toBeLessThanOrEqual(2);
  });

  it("no mutated event makes the handler throw or answer what would be refused", {
    timeout: 60_000,
  }, async () => {
    const { failures } = await fuzz({ events: 3000, seed: 3 });
    expect(failures.map(({ why }) => why)).toEqual([]);
  });

  it("a warm handler joins every caller of many at once", { timeout: 60_000 }, async () => {
    await expect(soak({ invocations: 2000, concurrent: 50 })).resolves.toMatchObject({ invocations: 2000 });
  });
});
