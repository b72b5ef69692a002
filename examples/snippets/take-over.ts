import { harden } from "@switchhook/harden";
import { handler as legacyHandler } from "./legacy.js";
import { handler as ivr } from "./menu.js";

// #region take-over
export const handler = harden(legacyHandler, {
  takeOver: { handler: ivr, numbers: ["+12065550199"], share: 0.1 },
});
// #endregion
