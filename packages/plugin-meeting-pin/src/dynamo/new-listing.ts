import { randomInt } from "node:crypto";
import { IvrError, readValue } from "@switchhook/core";
import * as z from "zod/mini";
import { Listing } from "../listing.js";

const fewestDigits = 3;
const mostDigits = 12;
const usualDigits = 8;

const pin = z
  .string({ error: `must be ${fewestDigits} to ${mostDigits} digits` })
  .check(
    z.regex(
      new RegExp(`^[0-9]{${fewestDigits},${mostDigits}}$`),
      `must be ${fewestDigits} to ${mostDigits} digits`,
    ),
  );

const schema = z
  .strictObject({
    ...z.omit(Listing, { role: true }).shape,
    pin: z.optional(pin),
    moderatorPin: z.optional(z.union([pin, z.literal(true)])),
    pinLength: z.optional(z.int().check(z.minimum(fewestDigits), z.maximum(mostDigits))),
  })
  .check(
    z.superRefine((given, context) => {
      for (const name of ["pin", "moderatorPin"] as const) {
        const own = given[name];
        if (typeof own === "string" && given.pinLength !== undefined && own.length !== given.pinLength)
          context.addIssue({ code: "custom", path: [name], message: `must have ${given.pinLength} digits` });
      }
      if (given.pin !== undefined && given.pin === given.moderatorPin)
        context.addIssue({
          code: "custom",
          path: ["moderatorPin"],
          message: "must not be the PIN of everybody",
        });
    }),
  );

/** A meeting to be added to the table. */
export interface NewListing extends Omit<Listing, "role"> {
  /** 3 to 12 digits; default: at random. */
  readonly pin?: string | undefined;
  /** Makes a moderator of who types it; `true`: at random. Default: there is none. */
  readonly moderatorPin?: string | true | undefined;
  /** How many digits its PINs have, 3 to 12; default: as many as `pin`, else 8. */
  readonly pinLength?: number | undefined;
}

/** Checks a new listing; `IVR_DIRECTORY_INVALID` with everything that is wrong, but never with a PIN. */
export function checkNewListing(given: NewListing): NewListing & { readonly pinLength: number } {
  const parsed = readValue(schema, given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(
      ({ path, message }) => `${path.join(".") || "listing"}: ${message}`,
    );
    throw new IvrError("IVR_DIRECTORY_INVALID", `the listing is wrong: ${wrong.join("; ")}`, {
      hint: "Correct the fields that the message names.",
    });
  }
  return { ...parsed.data, pinLength: parsed.data.pinLength ?? parsed.data.pin?.length ?? usualDigits };
}

/** A PIN at random, none that people try first: one digit all over, or digits in a row. */
export function randomPin(length: number): string {
  for (;;) {
    const digits = Array.from({ length }, () => randomInt(10));
    const steps = new Set(digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10));
    if (steps.size > 1 || ![0, 1, 9].includes([...steps][0] ?? 0)) return digits.join("");
  }
}
