import { Logger, silentLogger, value } from "@switchhook/core";
import { simulateCall } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import { mainMenu } from "../main-menu/ivr.js";

const dial = () => simulateCall({ handler: mainMenu(value(Logger, silentLogger)) }).dial();

describe("the main menu", () => {
  it("finds an order that is read back and confirmed", async () => {
    const call = await dial();
    await call.enter("1");
    await call.enter("412345");
    await call.enter("1");
    expect(call.heard.slice(2)).toEqual([
      "Please enter your order number.",
      "You entered 4, 1, 2, 3, 4, 5. If that is right, press 1, otherwise 2.",
      "Your order is on its way.",
      "Goodbye.",
    ]);
    expect(call.problems).toEqual([]);
  });

  it("tells an order that there is none of from silence", async () => {
    const call = await dial();
    await call.enter("1");
    await call.elapse(13_000);
    await call.enter("999999");
    await call.enter("1");
    expect(call.heard.slice(3)).toEqual([
      "We did not hear anything.",
      "Please enter your order number.",
      "You entered 9, 9, 9, 9, 9, 9. If that is right, press 1, otherwise 2.",
      "There is no such order. Please enter it again.",
    ]);
  });

  it("goes into the menu within, comes back to it by itself, and with star to the one around", async () => {
    const call = await dial();
    for (const key of ["2", "1", "*", "2", "2"]) await call.enter(key);
    const support = "For the manual, press 1. For faults, press 2.";
    const main = "For your order, press 1. For support, press 2. To hear this again, press 9.";
    expect(call.heard.slice(1)).toEqual([
      main,
      support,
      "You find the manual in the box.",
      support,
      main,
      support,
      "Switch it off and on again.",
      "Goodbye.",
    ]);
  });
});
