import * as z from "zod/mini";
import { addDays, instantOf, isDate, isTimeZone, wallTimeAt, weekdayOf } from "./local-time.js";

const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const minutesOfADay = 24 * 60;

const spanForm = "must be such as `mon-fri 09:00-17:00`, `daily 08:00-20:00` or `2026-12-01 09:00-10:30`";

/** When a meeting takes callers: spans of the wall clock in a time zone. */
export const OpeningHours = z.lazy(() =>
  z.strictObject({
    /** Name of the time zone, such as `Europe/Berlin`. */
    timeZone: z
      .string()
      .check(z.refine(isTimeZone, "must be the name of a time zone, such as Europe/Berlin")),
    /**
     * 1 to 50 spans: `mon-fri 09:00-17:00`, `sat,sun 10:00-12:00`, `daily 22:00-02:00` (until the next day), or on one
     * date `2026-12-01 09:00-10:30`.
     */
    open: z
      .array(z.string().check(z.refine((text) => parseSpan(text) !== undefined, spanForm)))
      .check(z.minLength(1), z.maxLength(50)),
    /** Said before it opens, in place of the plugin's text; `{title}` and `{time}` are filled in. At most 500 characters. */
    before: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
    /** Said when it does not open any more; `{title}` and `{time}` are filled in. At most 500 characters. */
    after: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
  }),
);
export type OpeningHours = z.infer<typeof OpeningHours>;

interface Span {
  /** Days of the week, 0 for Sunday, or the one date. */
  readonly days: readonly number[] | string;
  /** Minutes since midnight. */
  readonly from: number;
  /** Minutes since the same midnight, after `from`; over 1,440 where it ends on the next day. */
  readonly to: number;
}

/** Whether a meeting is open, and if not, when it opens next and when it closed last, in epoch milliseconds. */
export type Opening =
  | { readonly open: true }
  | { readonly open: false; readonly opens: number | undefined; readonly closed: number | undefined };

/** Judges opening hours at an instant; a span takes its first moment in and its last one not. */
export function openingAt({ timeZone, open }: OpeningHours, now: number): Opening {
  const times = open.flatMap((text) => {
    const span = parseSpan(text);
    return span ? datesOf(span, now, timeZone).map((date) => timesOn(date, span, timeZone)) : [];
  });
  if (times.some(({ from, to }) => from <= now && now < to)) return { open: true };
  const later = times.map(({ from }) => from).filter((from) => from > now);
  const earlier = times.map(({ to }) => to).filter((to) => to <= now);
  return {
    open: false,
    opens: later.length > 0 ? Math.min(...later) : undefined,
    closed: earlier.length > 0 ? Math.max(...earlier) : undefined,
  };
}

const timesOn = (date: string, { from, to }: Span, timeZone: string) => ({
  from: instantOf({ date, minutes: from }, timeZone, "first"),
  to: instantOf({ date, minutes: to }, timeZone, "last"),
});

// A week ahead finds the next opening of any weekly span; a week back the last, also one that began yesterday.
function datesOf({ days }: Span, now: number, timeZone: string): readonly string[] {
  if (typeof days === "string") return [days];
  const today = wallTimeAt(now, timeZone).date;
  return Array.from({ length: 16 }, (_, index) => addDays(today, index - 8)).filter((date) =>
    days.includes(weekdayOf(date)),
  );
}

function parseSpan(text: string): Span | undefined {
  const [, on = "", fromText = "", toText = ""] =
    /^(\S+) +(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text.trim().toLowerCase()) ?? [];
  const [days, from, to] = [parseDays(on), parseMinutes(fromText), parseMinutes(toText)];
  if (days === undefined || from === undefined || to === undefined || from === minutesOfADay)
    return undefined;
  return { days, from, to: to > from ? to : to + minutesOfADay };
}

function parseDays(on: string): Span["days"] | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(on)) return isDate(on) ? on : undefined;
  if (on === "daily") return [0, 1, 2, 3, 4, 5, 6];
  const days = on.split(",").map(parseRange);
  return days.includes(undefined) ? undefined : days.flatMap((range) => range ?? []);
}

function parseRange(text: string): readonly number[] | undefined {
  const [first = "", last = first, ...more] = text.split("-");
  const [from, to] = [dayNames.indexOf(first), dayNames.indexOf(last)];
  if (from < 0 || to < 0 || more.length > 0) return undefined;
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => (from + index) % 7);
}

function parseMinutes(text: string): number | undefined {
  const [hours = Number.NaN, minutes = Number.NaN] = text.split(":").map(Number);
  const all = hours * 60 + minutes;
  return minutes < 60 && all <= minutesOfADay ? all : undefined;
}
