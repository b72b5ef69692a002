import { type LocaleOf, languageTag, parseOptions } from "@switchhook/core";
import * as z from "zod/mini";
import { otherwiseOf, otherwiseSchema } from "./otherwise.js";

const optionsSchema = z.strictObject({
  numbers: z.record(
    z.string().check(z.regex(/^\+[1-9]\d{1,14}$/, "must be a number such as +12065550101")),
    languageTag(),
  ),
  otherwise: otherwiseSchema,
});

/**
 * The locale of a call by the number that was called, for `ivr({ locale })`: language tags by number in E.164. Other
 * calls have the locale `otherwise`: a tag, or what to make of the call; default `en-US`.
 */
export const localeByNumber = (
  numbers: Readonly<Record<string, string>>,
  { otherwise = "en-US" }: { readonly otherwise?: LocaleOf } = {},
): Exclude<LocaleOf, string> => {
  const known = parseOptions("locale-by-number", optionsSchema, { numbers, otherwise });
  const tags = new Map(Object.entries(known.numbers));
  return (call) => tags.get(call.legA.to) ?? otherwiseOf(otherwise, call);
};
