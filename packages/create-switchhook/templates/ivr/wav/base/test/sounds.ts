import { fileURLToPath } from "node:url";
import { wavFolders } from "@switchhook/simulator";
import { settings } from "./settings.js";

/** The real files, with the time that they play. */
export const sounds = wavFolders({
  [settings.PROMPT_BUCKET]: fileURLToPath(new URL("../prompts", import.meta.url)),
});
