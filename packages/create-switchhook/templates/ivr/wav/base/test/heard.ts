import { fileURLToPath } from "node:url";
import { wavFolders } from "@switchhook/simulator";
import prompts from "../prompts/prompts.json" with { type: "json" };
import { settings } from "./settings.js";

/** What a call shows for prompts that were heard: files by their name, which is that of the prompt. */
export const heard = (...names: (keyof typeof prompts)[]) =>
  names.map((name) => prompts[name].wav.replace(/\.wav$/, ""));

/** The real files: one that is missing, or that a phone cannot play, is heard as its text, and fails the test. */
export const sounds = {
  audio: wavFolders({ [settings.PROMPT_BUCKET]: fileURLToPath(new URL("../prompts", import.meta.url)) }),
};
