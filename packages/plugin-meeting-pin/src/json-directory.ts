import { readFileSync } from "node:fs";
import { IvrError, singleton } from "@switchhook/core";
import * as z from "zod";
import { Meeting, MeetingDirectory } from "./meeting-directory.js";

const entry = Meeting.extend({
  pin: z.string().regex(/^[0-9]{1,32}$/, "must be a string of 1 to 32 digits"),
});
const file = z.strictObject({ meetings: z.array(entry).min(1) });

/**
 * A directory in a JSON file, `{ "meetings": [{ "pin": "12345", "id": "weekly", "title": "Weekly" }] }`, read and
 * checked whole at cold start (`IVR_DIRECTORY_INVALID`).
 */
export const jsonDirectory = (path: string | URL) =>
  singleton(MeetingDirectory, { deps: {}, make: () => read(path) });

function read(path: string | URL): MeetingDirectory {
  const listings = check(path, parse(path));
  return {
    find(pin) {
      return listings.get(pin);
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

function check(path: string | URL, given: unknown): ReadonlyMap<string, Meeting> {
  const parsed = file.safeParse(given);
  if (!parsed.success) {
    refuse(
      path,
      parsed.error.issues.map(({ path: at, message }) => `${at.join(".") || "the file"}: ${message}`),
    );
  }
  const { meetings } = parsed.data;
  const listings = new Map<string, Meeting>();
  const wrong: string[] = [];
  for (const [index, { pin, ...meeting }] of meetings.entries()) {
    if (listings.has(pin)) wrong.push(`meetings.${index}.pin: an earlier meeting has the same PIN`);
    listings.set(pin, meeting);
  }
  if (wrong.length > 0) refuse(path, wrong);
  return listings;
}

function refuse(path: string | URL, wrong: readonly string[]): never {
  throw new IvrError(
    "IVR_DIRECTORY_INVALID",
    `the meeting directory ${path} is wrong:\n${wrong.map((line) => `- ${line}`).join("\n")}`,
  );
}
