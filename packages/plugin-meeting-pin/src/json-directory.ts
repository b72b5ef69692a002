import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { IvrError, Logger, parseOptions, readValue, singleton } from "@switchhook/core";
import * as z from "zod/mini";
import {
  type DirectoryFile,
  directoryFile,
  lengthsOf,
  type PinOfAListing,
  pinsOf,
} from "./directory-file.js";
import { MeetingDirectory } from "./meeting-directory.js";
import {
  describeKeys,
  type GivenKeys,
  keysSchema,
  type PinKeys,
  pinKeys,
  readKeys,
  sameHash,
} from "./pin-keys.js";

export interface JsonDirectoryOptions {
  /** Keys of the `pinHash`es in the file, the newest first; not needed when its PINs are in clear text. */
  readonly keys?: GivenKeys;
}

const optionsSchema = z.strictObject({ keys: z.optional(keysSchema) });

/**
 * A directory in a JSON file, `{ "meetings": [{ "pin": "12345", "id": "weekly", "title": "Weekly" }] }`, read and
 * checked whole at cold start (`IVR_DIRECTORY_INVALID`).
 */
export const jsonDirectory = (path: string | URL, options: JsonDirectoryOptions = {}) => {
  parseOptions("json-directory", optionsSchema, { ...options, keys: describeKeys(options.keys) });
  const keys = options.keys === undefined ? undefined : readKeys(options.keys);
  return singleton(MeetingDirectory, { deps: { log: Logger }, make: ({ log }) => open(path, keys, log) });
};

function open(path: string | URL, given: PinKeys | undefined, log: Logger): MeetingDirectory {
  const file = check(path, parse(path));
  const inClear = file.meetings.some(({ pin, moderatorPin }) => pin ?? moderatorPin);
  if (inClear) {
    log.warn("the meeting directory has PINs in clear text; `switchhook-pins hash` makes a pinHash of one");
  }
  // Clear PINs are not kept either: they get a key that nobody knows.
  const ownKeys = pinKeys([randomBytes(32)]);
  const pins = distinct(path, pinsOf(file), given, ownKeys);
  return {
    pinLengths: lengthsOf(file),
    find(typed) {
      const hashes = [...ownKeys.hashPin(typed), ...(given?.hashPin(typed) ?? [])];
      // All of them, whether one has been found or not: the time does not tell.
      const found = pins.filter(({ hash }) => hashes.filter((one) => sameHash(one, hash)).length > 0);
      return found[0] && structuredClone(found[0].listing);
    },
  };
}

function parse(path: string | URL): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new IvrError("IVR_DIRECTORY_INVALID", `the meeting directory ${path} cannot be read`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the file, and with it PINs.
    throw new IvrError("IVR_DIRECTORY_INVALID", `the meeting directory ${path} is not JSON`);
  }
}

function check(path: string | URL, given: unknown): DirectoryFile {
  const parsed = readValue(directoryFile, given);
  if (parsed.success) return parsed.data;
  return refuse(
    path,
    parsed.error.issues.map(({ path: at, message }) => `${at.join(".") || "the file"}: ${message}`),
  );
}

/** Every PIN hashed, each only once in the file, whichever way it is written there. */
function distinct(
  path: string | URL,
  pins: readonly PinOfAListing[],
  given: PinKeys | undefined,
  ownKeys: PinKeys,
): readonly (PinOfAListing & { readonly hash: string })[] {
  const seen = new Set<string>();
  const wrong: string[] = [];
  const hashed = pins.map((pin) => {
    const hashes =
      pin.clear === undefined
        ? [pin.pinHash]
        : [...ownKeys.hashPin(pin.clear), ...(given?.hashPin(pin.clear) ?? [])];
    if (hashes.some((hash) => seen.has(hash))) wrong.push(`${pin.at}: an earlier meeting has the same PIN`);
    if (pin.clear === undefined && !given?.ids.includes(pin.pinHash.split(".")[0] ?? ""))
      wrong.push(`${pin.at}: was made with a key that is not among the ${given?.ids.length ?? 0} given`);
    for (const hash of hashes) seen.add(hash);
    return { ...pin, hash: hashes[0] as string };
  });
  return wrong.length > 0 ? refuse(path, wrong) : hashed;
}

function refuse(path: string | URL, wrong: readonly string[]): never {
  throw new IvrError(
    "IVR_DIRECTORY_INVALID",
    `the meeting directory ${path} is wrong:\n${wrong.map((line) => `- ${line}`).join("\n")}`,
  );
}
