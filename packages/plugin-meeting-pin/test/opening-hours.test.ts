import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, wallTimeAt } from "../src/hours/local-time.js";
import { OpeningHours, openingAt } from "../src/index.js";

const at = (iso: string): number => Date.parse(iso);
const hours = (timeZone: string, ...open: string[]): OpeningHours => OpeningHours.parse({ timeZone, open });
const isOpen = (given: OpeningHours, iso: string): boolean => openingAt(given, at(iso)).open;
/** When it opens next and closed last. */
const told = (given: OpeningHours, iso: string) => {
  const opening = openingAt(given, at(iso));
  if (opening.open) return "open";
  const text = (instant: number | undefined) => instant && new Date(instant).toISOString();
  return { opens: text(opening.opens), closed: text(opening.closed) };
};

describe("opening hours", () => {
  it("take the first moment of a span in, and its last one not", () => {
    const weekdays = hours("UTC", "mon-fri 09:00-17:00");
    expect(isOpen(weekdays, "2026-12-01T08:59:59.999Z")).toBe(false);
    expect(isOpen(weekdays, "2026-12-01T09:00:00Z")).toBe(true);
    expect(isOpen(weekdays, "2026-12-01T16:59:59.999Z")).toBe(true);
    expect(isOpen(weekdays, "2026-12-01T17:00:00Z")).toBe(false);
    expect(isOpen(weekdays, "2026-12-05T12:00:00Z")).toBe(false);
  });

  it("are those of their own time zone", () => {
    const tokyo = hours("Asia/Tokyo", "mon 00:00-02:00");
    expect(isOpen(tokyo, "2026-11-29T14:59:59Z")).toBe(false);
    expect(isOpen(tokyo, "2026-11-29T15:00:00Z")).toBe(true);
    expect(isOpen(tokyo, "2026-11-30T00:30:00Z")).toBe(false);
  });

  it("go on over midnight, and from the end of a week into the next", () => {
    const night = hours("Europe/Berlin", "sat 22:00-02:00");
    expect(isOpen(night, "2026-12-05T22:00:00Z")).toBe(true);
    expect(isOpen(night, "2026-12-06T00:59:00Z")).toBe(true);
    expect(isOpen(night, "2026-12-06T01:00:00Z")).toBe(false);
    expect(isOpen(hours("UTC", "fri-mon 10:00-11:00"), "2026-12-06T10:30:00Z")).toBe(true);
    expect(isOpen(hours("UTC", "fri-mon 10:00-11:00"), "2026-12-08T10:30:00Z")).toBe(false);
    expect(isOpen(hours("UTC", "daily 00:00-24:00"), "2026-12-08T23:59:59Z")).toBe(true);
  });

  it("tell when it opens next and when it closed last, also over a weekend and over several spans", () => {
    const weekdays = hours("Europe/Berlin", "mon-fri 09:00-12:00", "mon-fri 13:00-17:00");
    expect(told(weekdays, "2026-12-04T11:30:00Z")).toEqual({
      opens: "2026-12-04T12:00:00.000Z",
      closed: "2026-12-04T11:00:00.000Z",
    });
    expect(told(weekdays, "2026-12-05T12:00:00Z")).toEqual({
      opens: "2026-12-07T08:00:00.000Z",
      closed: "2026-12-04T16:00:00.000Z",
    });
  });

  it("tell a single date before and after it, and nothing more to come afterwards", () => {
    const once = hours("America/New_York", "2026-12-24 10:00-11:00");
    expect(told(once, "2026-06-01T00:00:00Z")).toEqual({
      opens: "2026-12-24T15:00:00.000Z",
      closed: undefined,
    });
    expect(told(once, "2026-12-24T15:30:00Z")).toBe("open");
    expect(told(once, "2027-01-01T00:00:00Z")).toEqual({
      opens: undefined,
      closed: "2026-12-24T16:00:00.000Z",
    });
  });

  it.each([
    ["mon-fri", "no time"],
    ["mon-fri 9-17", "hours alone"],
    ["mon-fri 09:00-25:00", "no such hour"],
    ["mon-fri 09:60-10:00", "no such minute"],
    ["funday 09:00-10:00", "no such day"],
    ["mon-tue-wed 09:00-10:00", "two ranges"],
    ["2026-02-30 09:00-10:00", "no such date"],
    ["daily 24:00-02:00", "a start at the end of the day"],
  ])("refuse %s: %s", (span) => {
    expect(OpeningHours.safeParse({ timeZone: "UTC", open: [span] }).success).toBe(false);
  });

  it("refuse a time zone that there is not", () => {
    expect(OpeningHours.safeParse({ timeZone: "Europe/Bärlin", open: ["daily 09:00-10:00"] }).success).toBe(
      false,
    );
  });
});

describe("opening hours when the clocks change", () => {
  const office = hours("Europe/Berlin", "daily 09:00-17:00");

  it("stay at the same time of the wall clock", () => {
    expect(told(office, "2026-03-28T18:00:00Z")).toMatchObject({ opens: "2026-03-29T07:00:00.000Z" });
    expect(told(office, "2026-03-27T18:00:00Z")).toMatchObject({ opens: "2026-03-28T08:00:00.000Z" });
    expect(told(office, "2026-10-24T18:00:00Z")).toMatchObject({ opens: "2026-10-25T08:00:00.000Z" });
  });

  it("begin later where the clock jumps over their beginning", () => {
    const early = hours("Europe/Berlin", "daily 02:30-05:00");
    expect(told(early, "2026-03-29T00:45:00Z")).toMatchObject({ opens: "2026-03-29T01:30:00.000Z" });
    expect(isOpen(early, "2026-03-29T02:59:00Z")).toBe(true);
    expect(isOpen(early, "2026-03-29T03:00:00Z")).toBe(false);
  });

  it("begin at the first and end at the last of a time that comes twice", () => {
    const early = hours("Europe/Berlin", "daily 02:15-02:45");
    // 02:15 is at 00:15Z in summer time and at 01:15Z in winter time.
    expect(isOpen(early, "2026-10-25T00:14:59Z")).toBe(false);
    expect(isOpen(early, "2026-10-25T00:15:00Z")).toBe(true);
    expect(isOpen(early, "2026-10-25T01:00:00Z")).toBe(true);
    expect(isOpen(early, "2026-10-25T01:44:59Z")).toBe(true);
    expect(isOpen(early, "2026-10-25T01:45:00Z")).toBe(false);
  });

  it("are right where the clock moves by half an hour, and across the date line", () => {
    expect(isOpen(hours("Australia/Lord_Howe", "2026-10-04 02:00-03:00"), "2026-10-03T15:45:00Z")).toBe(true);
    expect(isOpen(hours("Pacific/Kiritimati", "2026-12-01 00:00-01:00"), "2026-11-30T10:30:00Z")).toBe(true);
  });

  it("find the way from an instant to the wall clock and back, in every zone", () => {
    const zones = [
      "UTC",
      "Europe/Berlin",
      "America/New_York",
      "Asia/Kathmandu",
      "Australia/Lord_Howe",
      "Africa/Cairo",
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: at("2000-01-01T00:00:00Z") / 60_000, max: at("2040-01-01T00:00:00Z") / 60_000 }),
        fc.constantFrom(...zones),
        (minute, zone) => {
          const instant = minute * 60_000;
          const wall = wallTimeAt(instant, zone);
          expect([instantOf(wall, zone, "first"), instantOf(wall, zone, "last")]).toContain(instant);
        },
      ),
      { numRuns: 300 },
    );
  });
});
