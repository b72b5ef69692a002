import { harden } from "@switchhook/harden";
import { type Join, legacyHandler } from "./legacy.js";

/** Step one: the old handler as it is, and no caller hears silence any more. */
// #region hardened
export const hardened = (join: Join, options: Parameters<typeof harden>[1] = {}) =>
  harden(legacyHandler(join), options);
// #endregion
