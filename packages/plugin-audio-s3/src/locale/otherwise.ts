import { type LocaleOf, languageTag } from "@switchhook/core";
import * as z from "zod/mini";

/** What a locale is when nothing else says so: a language tag, or what to make of the call. */
export const otherwiseSchema = z.union([
  languageTag(),
  z.custom<Exclude<LocaleOf, string>>(
    (given) => typeof given === "function",
    "must be a function of the call",
  ),
]);

export const otherwiseOf = (otherwise: LocaleOf, call: Parameters<Exclude<LocaleOf, string>>[0]): string =>
  typeof otherwise === "string" ? otherwise : otherwise(call);
