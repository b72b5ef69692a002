// #if meeting-pin
import { fileURLToPath } from "node:url";
// #end
import type { Settings } from "../src/settings.js";

export const settings: Settings = {
  LOCALE: "en-US",
  // #if wav
  PROMPT_BUCKET: "local-prompts",
  // #end
  // #if recording
  RECORDING_BUCKET: "local-recordings",
  // #end
  // #if meeting-pin
  PIN_GUESS_GUARD: "on",
  MEETING_DIRECTORY: fileURLToPath(new URL("../meetings.json", import.meta.url)),
  // #end
};
