import { IvrError } from "@switchhook/core";
import * as z from "zod";

const environment = z.object({
  /** The language tag of the calls. */
  LOCALE: z.string().default("en-US"),
  // #if wav
  /** The bucket of the WAV files in prompts/. */
  PROMPT_BUCKET: z.string().min(3),
  // #end
  // #if recording
  /** The bucket that recordings go to. */
  RECORDING_BUCKET: z.string().min(3),
  // #end
  // #if meeting-pin
  /** The path of a JSON file of meetings. */
  MEETING_DIRECTORY: z.string().min(1),
  // #if aws
  /** Where MEETING_DIRECTORY is `dynamodb:TABLE`: the keys that its PINs are hashed with. */
  PIN_KEYS: z.string().optional(),
  // #end
  /** Whether somebody who guesses PINs is blocked for a while. */
  PIN_GUESS_GUARD: z.enum(["on", "off"]).default("on"),
  // #end
});

export type Settings = z.output<typeof environment>;

/** Reads the settings from the environment; everything that is wrong is told at once, at cold start. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const read = environment.safeParse(env);
  if (read.success) return read.data;
  throw new IvrError("IVR_CONFIG_INVALID", `the environment is wrong:\n${z.prettifyError(read.error)}`);
}
