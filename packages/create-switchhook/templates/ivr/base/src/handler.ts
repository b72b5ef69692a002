import { phoneMenu } from "./ivr.js";
import { readSettings } from "./settings.js";

/** What Lambda calls for each invocation event. */
export const handler = phoneMenu(readSettings(process.env)).build();
