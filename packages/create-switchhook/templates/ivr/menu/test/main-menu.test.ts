import { describe, expect, it } from "vitest";
import { dial } from "./dial.js";

describe("the main menu", () => {
  it.each([
    ["1", "sales-hours"],
    ["2", "support-hours"],
  ])("says when the department of key %s is there", async (key, hours) => {
    const call = await dial();
    expect(call).toBeAskedFor("main-menu");
    await call.press(key);
    expect(call).toHear("welcome", "main-menu", hours, "farewell");
    expect(call).toEnd();
  });

  it("says so when a key is no choice, and says the choices again on 9", async () => {
    const call = await dial();
    await call.press("7");
    expect(call).toBeAskedFor("invalid");
    await call.press("9");
    expect(call).toBeAskedFor("main-menu");
  });
  // #if meeting-pin

  it("leads to the meetings with 3", async () => {
    const call = await dial();
    await call.press("3");
    expect(call).toBeAskedFor("enter-pin");
  });
  // #end

  it("gives up on a caller who stays silent", async () => {
    const call = await dial();
    await call.untilEnded();
    expect(call).toHear("main-menu", "farewell");
    expect(call).toEnd();
  });
});
