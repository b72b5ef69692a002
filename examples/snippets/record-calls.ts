// #region record
import { recordCalls } from "@switchhook/harden";
import { handler as anyHandler } from "./hello.js";

export const handler = recordCalls(anyHandler, { key: process.env.RECORDING_KEY });
// #endregion
