import type { LocaleOf } from "@switchhook/core";
import * as z from "zod";
import { Meeting } from "./listing.js";

const withMeeting = z.object({ meeting: z.object({ locale: Meeting.shape.locale }) });

/**
 * The call's locale once a PIN has led to a meeting that has one, for `ivr({ locale: localeOfMeeting("en-US") })`; until
 * then, and for other meetings, `otherwise`, by default `en-US`.
 */
export const localeOfMeeting =
  (otherwise: LocaleOf = "en-US"): Exclude<LocaleOf, string> =>
  (call) => {
    const { data } = withMeeting.safeParse(call.results);
    return data?.meeting.locale ?? (typeof otherwise === "string" ? otherwise : otherwise(call));
  };
