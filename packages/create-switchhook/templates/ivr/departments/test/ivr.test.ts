import { Logger, silentLogger, value } from "@switchhook/core";
import { simulateCall } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import { phoneMenu } from "../src/ivr.js";
import { heard, sounds } from "./heard.js";
import { settings } from "./settings.js";

const handler = phoneMenu(settings, value(Logger, silentLogger));
const dial = () => simulateCall({ handler, ...sounds }).dial();

describe("the phone menu", () => {
  it.each([
    ["1", "sales-hours"],
    ["2", "support-hours"],
  ] as const)("says when the department of key %s is there", async (key, hours) => {
    const call = await (await dial()).enter(key);
    expect(call.heard).toEqual(heard("welcome", "departments", hours, "goodbye"));
    expect(call.call.ended).toBe(true);
    expect(call.problems).toEqual([]);
  });

  it("gives up on a caller who stays silent", async () => {
    const call = await (await dial()).untilEnded();
    expect(call.heard.at(-1)).toBe(heard("goodbye")[0]);
    expect(call.problems).toEqual([]);
  });
});
