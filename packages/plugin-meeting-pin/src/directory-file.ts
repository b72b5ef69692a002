import * as z from "zod/mini";
import { Listing } from "./listing.js";
import type { PinLengths } from "./meeting-directory.js";
import { pinHashForm } from "./pin-keys.js";

/** A directory as it is written in a JSON file. */
export const directoryFile = z.lazy(() =>
  z.strictObject({ meetings: z.array(entrySchema()).check(z.minLength(1)) }),
);
export type DirectoryFile = z.output<typeof directoryFile>;

function entrySchema() {
  const pin = z.string().check(z.regex(/^[0-9]{1,32}$/, "must be a string of 1 to 32 digits"));
  const pinHash = z
    .string()
    .check(z.regex(pinHashForm, "must be a hash such as `switchhook-pins hash` makes"));
  return z
    .strictObject({
      // The role comes from which of its PINs was typed.
      ...z.omit(Listing, { role: true }).shape,
      pin: z.optional(pin),
      pinHash: z.optional(pinHash),
      moderatorPin: z.optional(pin),
      moderatorPinHash: z.optional(pinHash),
      pinLength: z.optional(z.int().check(z.minimum(1), z.maximum(32))),
    })
    .check(
      z.superRefine((given, context) => {
        const issue = (path: string, message: string) =>
          context.addIssue({ code: "custom", path: [path], message });
        if (given.pin === undefined && given.pinHash === undefined)
          issue("pin", "must be given, or a pinHash");
        if (given.pin !== undefined && given.pinHash !== undefined)
          issue("pinHash", "must not be given beside a pin");
        if (given.moderatorPin !== undefined && given.moderatorPinHash !== undefined)
          issue("moderatorPinHash", "must not be given beside a moderatorPin");
        for (const name of ["pin", "moderatorPin"] as const) {
          const clear = given[name];
          if (clear !== undefined && given.pinLength !== undefined && clear.length !== given.pinLength)
            issue(name, `must have ${given.pinLength} digits, as pinLength says`);
        }
      }),
    );
}

/** One of the PINs of the file, in clear text or hashed, and where it leads. */
export type PinOfAListing = {
  /** Its place in the file. */
  readonly at: string;
  readonly listing: Listing;
} & (
  | { readonly clear: string; readonly pinHash?: never }
  | { readonly clear?: never; readonly pinHash: string }
);

/** All PINs of the file. */
export const pinsOf = ({ meetings }: DirectoryFile): readonly PinOfAListing[] =>
  meetings.flatMap(
    ({ pin, pinHash, moderatorPin, moderatorPinHash, pinLength: _length, ...listing }, index) => {
      const moderated: Listing = { ...listing, role: "moderator" };
      const at = `meetings.${index}`;
      return [
        ...(pin === undefined ? [] : [{ at: `${at}.pin`, clear: pin, listing }]),
        ...(pinHash === undefined ? [] : [{ at: `${at}.pinHash`, pinHash, listing }]),
        ...(moderatorPin === undefined
          ? []
          : [{ at: `${at}.moderatorPin`, clear: moderatorPin, listing: moderated }]),
        ...(moderatorPinHash === undefined
          ? []
          : [{ at: `${at}.moderatorPinHash`, pinHash: moderatorPinHash, listing: moderated }]),
      ];
    },
  );

/** How long the PINs of the file are; undefined where a hashed one does not say. */
export function lengthsOf({ meetings }: DirectoryFile): PinLengths | undefined {
  const lengths = meetings.flatMap((meeting) => {
    const { pin, pinHash, moderatorPin, moderatorPinHash, pinLength } = meeting;
    return [
      ...[pin, moderatorPin].flatMap((clear) => (clear === undefined ? [] : [clear.length])),
      ...[pinHash, moderatorPinHash].flatMap((hash) => (hash === undefined ? [] : [pinLength])),
    ];
  });
  const known = lengths.filter((length) => length !== undefined);
  if (known.length < lengths.length) return undefined;
  return { min: Math.min(...known), max: Math.max(...known) };
}
