/** What a clock on the wall shows: a date, `2026-03-29`, and minutes since its midnight. */
export interface WallTime {
  readonly date: string;
  readonly minutes: number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the runtime knows a time zone, such as `Europe/Berlin`. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** What the clock on the wall shows in a time zone at an instant, in epoch milliseconds. */
export function wallTimeAt(instant: number, timeZone: string): WallTime {
  const wall = new Date(instant + offsetAt(instant, timeZone));
  return { date: dateOf(wall), minutes: wall.getUTCHours() * 60 + wall.getUTCMinutes() };
}

/**
 * The instant at which the clock on the wall shows a time. A time that it shows twice is the `first` or the `last` of
 * both; one that it jumps over counts by the clock before the jump, as RFC 5545 has it: 02:30 is then 03:30.
 */
export function instantOf({ date, minutes }: WallTime, timeZone: string, which: "first" | "last"): number {
  const wall = Date.parse(`${date}T00:00:00Z`) + minutes * minuteMs;
  // No two changes of the clock are less than two days apart.
  const [before, after] = [wall - dayMs, wall + dayMs].map((near) => wall - offsetAt(near, timeZone)) as [
    number,
    number,
  ];
  const shown = [before, after].filter((instant) => instant + offsetAt(instant, timeZone) === wall);
  if (shown.length === 0) return before;
  return which === "first" ? Math.min(...shown) : Math.max(...shown);
}

/** The date so many days later. */
export const addDays = (date: string, days: number): string =>
  dateOf(new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs));

/** The day of the week of a date, 0 for Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** Whether there is such a date: the 30th of February is none. */
export const isDate = (date: string): boolean => {
  const parsed = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed) && dateOf(new Date(parsed)) === date;
};

const dateOf = (wall: Date): string => wall.toISOString().slice(0, 10);

function offsetAt(instant: number, timeZone: string): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instant)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(timeZone, format);
  return format;
}
