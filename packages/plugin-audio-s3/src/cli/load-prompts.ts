import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { IvrError } from "@switchhook/core";
import { type AudioS3Options, parseAudioS3Options } from "../options.js";
import { UsageError } from "./usage.js";

/** The options of `audioS3()` from a JSON file, or from a module that exports them as `audio` or by default. */
export async function loadPrompts(path: string): Promise<AudioS3Options> {
  let given: unknown;
  try {
    given = path.endsWith(".json") ? JSON.parse(await readFile(path, "utf8")) : await exported(path);
  } catch (error) {
    throw new IvrError(
      "IVR_OPTIONS_INVALID",
      `${path} cannot be read: ${error instanceof Error ? error.message : error}`,
      {
        cause: error,
        hint: "Give a JSON file, or a module that exports the options of audioS3() as `audio` or by default.",
      },
    );
  }
  return parseAudioS3Options(given as AudioS3Options);
}

async function exported(path: string): Promise<unknown> {
  const module = (await import(pathToFileURL(resolve(path)).href)) as Readonly<Record<string, unknown>>;
  if (module.audio === undefined && module.default === undefined)
    throw new UsageError(
      `it exports neither \`audio\` nor a default, but ${Object.keys(module).join(", ") || "nothing"}`,
    );
  return module.audio ?? module.default;
}
