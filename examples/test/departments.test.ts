import { Logger, silentLogger, value } from "@switchhook/core";
import { simulateCall } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import { departments } from "../departments/ivr.js";

const dial = () => simulateCall({ handler: departments(value(Logger, silentLogger)) }).dial();
const welcome = ["Welcome to Example Trading.", "For sales, press 1. For support, press 2."];

describe("the departments menu", () => {
  it.each([
    ["1", "Our sales team is there from nine to five."],
    ["2", "Our support team is there day and night."],
  ])("goes into the line of key %s, and on after the menu", async (key, hours) => {
    const call = await (await dial()).enter(key);
    expect(call.heard).toEqual([...welcome, hours, "Goodbye."]);
    expect(call.call.ended).toBe(true);
    expect(call.warnings).toEqual([]);
  });

  it("asks again after another key, and gives up after three", async () => {
    const call = await dial();
    for (const key of ["7", "8", "9"]) await call.enter(key);
    expect(call.heard.at(-1)).toBe("Goodbye.");
    expect(call.call.ended).toBe(true);
  });

  it("gives up on a caller who stays silent", async () => {
    const call = await (await dial()).untilEnded();
    expect(call.heard.at(-1)).toBe("Goodbye.");
    expect(call.warnings).toEqual([]);
  });
});
