import { type LocaleOf, languageTag, parseOptions } from "@switchhook/core";
import * as z from "zod/mini";
import { otherwiseOf, otherwiseSchema } from "./otherwise.js";

const optionsSchema = z.strictObject({
  header: z
    .string()
    .check(z.regex(/^X-[\w-]+$/i, "must be a header that the service hands on, such as X-Language")),
  otherwise: otherwiseSchema,
});

// It is kept in the call state, and whoever calls may write what he likes into it.
const longestTag = 35;

/**
 * The locale of a call by a SIP header of it, for `ivr({ locale })`: a language tag of at most 35 characters, in any
 * case. Other calls have the locale `otherwise`: a tag, or what to make of the call; default `en-US`.
 */
export const localeBySipHeader = (
  header: string,
  { otherwise = "en-US" }: { readonly otherwise?: LocaleOf } = {},
): Exclude<LocaleOf, string> => {
  parseOptions("locale-by-sip-header", optionsSchema, { header, otherwise });
  const wanted = header.toLowerCase();
  return (call) => {
    const given = Object.entries(call.legA.sipHeaders).find(([name]) => name.toLowerCase() === wanted)?.[1];
    return canonical(given?.trim()) ?? otherwiseOf(otherwise, call);
  };
};

function canonical(tag: string | undefined): string | undefined {
  if (tag === undefined || tag.length > longestTag) return undefined;
  try {
    const [known] = Intl.getCanonicalLocales(tag);
    return languageTag().safeParse(known).data;
  } catch {
    return undefined;
  }
}
