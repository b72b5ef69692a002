// #region test
import { simulate } from "@switchhook/testing";
import "@switchhook/testing/matchers";
import { expect, it } from "vitest";
import { handler } from "../snippets/menu.js"; // an ivr().use(...), built or not, or any SMA handler

it("leads to the sales department", async () => {
  const call = await simulate(handler).dial();
  expect(call).toBeAskedFor("Please enter your customer number.");
  await call.press("123456#");
  await call.press("1");
  expect(call).toHear("Sales is there from nine to five.");
});
// #endregion
