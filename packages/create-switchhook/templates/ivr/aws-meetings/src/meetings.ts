import type { Binding } from "@switchhook/core";
import {
  dynamoDirectory,
  dynamoGuessGuard,
  jsonDirectory,
  memoryGuessGuard,
} from "@switchhook/plugin-meeting-pin";
import type { Settings } from "./settings.js";

const inDynamo = "dynamodb:";

/** Where the meetings are and wrong PINs are counted: on AWS a table, on this machine a file and the memory. */
export function meetingServices(settings: Settings): Binding[] {
  const { MEETING_DIRECTORY: given, PIN_KEYS: keys = "" } = settings;
  const limits = settings.PIN_GUESS_GUARD === "off" ? ({ perCaller: false, perListing: false } as const) : {};
  if (!given.startsWith(inDynamo)) return [jsonDirectory(given), memoryGuessGuard(limits)];
  const table = given.slice(inDynamo.length);
  return [dynamoDirectory({ table, keys }), dynamoGuessGuard({ table, keys, ...limits })];
}
