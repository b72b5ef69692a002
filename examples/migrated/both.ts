import { type Binding, consoleLogger, type Logger } from "@switchhook/core";
import { hardened } from "./hardened.js";
import { dialIn } from "./ivr.js";
import type { Join } from "./legacy.js";

export interface Moving {
  readonly join: Join;
  readonly services: readonly Binding[];
  /** Of all calls to other numbers, those that the new flow has: 0 to 1. */
  readonly share: number;
  readonly logger?: Logger;
}

/** Step three: the new flow has one number, and a share of all other calls. */
// #region both
export const handler = ({ join, services, share, logger = consoleLogger }: Moving) =>
  hardened(join, {
    logger,
    takeOver: { handler: dialIn(...services), numbers: ["+12065550199"], share },
  });
// #endregion
