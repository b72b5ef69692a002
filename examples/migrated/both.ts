import { type Binding, consoleLogger, type Logger } from "@switchhook/core";
import { hardened } from "./hardened.js";
import { dialIn } from "./ivr.js";
import type { Join } from "./legacy.js";

/** Step three: the new flow has one number, and a tenth of all other calls. */
export const handler = (join: Join, services: readonly Binding[], logger: Logger = consoleLogger) =>
  hardened(join, {
    logger,
    takeOver: { handler: dialIn(...services), numbers: ["+12065550199"], share: 0.1 },
  });
