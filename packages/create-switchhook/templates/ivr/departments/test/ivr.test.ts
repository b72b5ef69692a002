import { describe, expect, it } from "vitest";
import { dial } from "./dial.js";

describe("the phone menu", () => {
  it.each([
    ["1", "sales-hours"],
    ["2", "support-hours"],
  ])("says when the department of key %s is there", async (key, hours) => {
    const call = await dial();
    expect(call).toBeAskedFor("departments");
    await call.press(key);
    expect(call).toHear("welcome", "departments", hours, "goodbye");
    expect(call).toEnd();
  });

  it("gives up on a caller who stays silent", async () => {
    const call = await dial();
    await call.untilEnded();
    expect(call).toHear("departments", "goodbye");
    expect(call).toEnd();
  });
});
