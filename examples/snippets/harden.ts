// #region harden
import { harden } from "@switchhook/harden";
import { handler as legacyHandler } from "./legacy.js";

export const handler = harden(legacyHandler, {
  guards: { "endless-loop": "report" }, // first see in the log what it would do
});
// #endregion
