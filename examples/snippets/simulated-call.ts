// #region call
import { simulateCall } from "@switchhook/simulator";
import { handler } from "./menu.js";

export const call = await simulateCall({ handler }).dial();
await call.enter("123456#");
console.log(call.heard); // [ "Please enter your customer number.", "For sales, press 1. …" ]
await call.hangUp();
console.log(call.problems); // [] when nothing broke the call
// #endregion
