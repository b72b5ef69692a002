import { phoneKey, promptName } from "@switchhook/core";
import * as z from "zod";

export interface CallBackOptions {
  /** The key that says yes, and the one that leads to another number; default `1` and `2`. */
  readonly keys?: { readonly yes?: string; readonly other?: string };
  /** Fewest and most digits of a number that is typed, each 3 to 15; default 7 and 15. */
  readonly digits?: { readonly min?: number; readonly max?: number };
  /** Wrong keys, numbers and silences, of which the last is followed by giving up; 1 to 9, default 3. */
  readonly maxAttempts?: number;
  readonly prompts?: {
    /** Offers a call back at `{number}`; default `call-back-offer`. */
    readonly offer?: string;
    /** Asks for a number; default `call-back-number`. */
    readonly number?: string;
    /** Asks whether `{number}` is right; default `call-back-check`. */
    readonly check?: string;
    /** After silence and what is none of the keys; default `call-back-invalid`. */
    readonly invalid?: string;
    /** The request is taken; default `call-back-taken`. */
    readonly taken?: string;
    /** It could not be taken, or nothing was understood; default `call-back-failed`. */
    readonly failed?: string;
  };
}

const length = z.int().min(3).max(15);

export const optionsSchema = z.strictObject({
  keys: z
    .strictObject({ yes: z._default(phoneKey(), "1"), other: z._default(phoneKey(), "2") })
    .refine(({ yes, other }) => yes !== other, { path: ["other"], message: "must not be the key `yes`" })
    .prefault({}),
  digits: z
    .strictObject({ min: length.default(7), max: length.default(15) })
    .refine(({ min, max }) => min <= max, { path: ["max"], message: "must not be below min" })
    .prefault({}),
  maxAttempts: z.int().min(1).max(9).default(3),
  prompts: z
    .strictObject({
      offer: z._default(promptName(), "call-back-offer"),
      number: z._default(promptName(), "call-back-number"),
      check: z._default(promptName(), "call-back-check"),
      invalid: z._default(promptName(), "call-back-invalid"),
      taken: z._default(promptName(), "call-back-taken"),
      failed: z._default(promptName(), "call-back-failed"),
    })
    .prefault({}),
});
