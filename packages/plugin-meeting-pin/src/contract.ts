import assert from "node:assert/strict";
import type { NewListing } from "./dynamo/new-listing.js";
import { Listing } from "./listing.js";
import type { MeetingDirectory } from "./meeting-directory.js";

/** A meeting that the directory under test is to list. */
export interface ListingToKeep extends NewListing {
  readonly pin: string;
  readonly moderatorPin?: string;
}

/** A directory under test. */
export interface DirectoryUnderTest {
  readonly directory: MeetingDirectory;
  /** Takes down what was put up for it. */
  close?(): Promise<void> | void;
}

/** One thing that a directory must keep to. */
export interface DirectoryRule {
  /** The rule, as the name of a test. */
  readonly name: string;
  /** Throws an `AssertionError` where the directory breaks the rule. */
  readonly run: () => Promise<void>;
}

/**
 * What every `MeetingDirectory` must keep to, for any test runner:
 * `for (const { name, run } of directoryRules(open)) test(name, run)`.
 * `open` makes a directory that has these meetings and no others.
 */
export const directoryRules = (
  open: (listings: readonly ListingToKeep[]) => Promise<DirectoryUnderTest>,
): readonly DirectoryRule[] =>
  Object.entries(rules).map(([name, check]) => ({
    name,
    async run() {
      // A directory that hands out what it was given must not spoil the next rule.
      const { directory, close } = await open(structuredClone([weekly, board, ...many]));
      try {
        await check(
          async (pin, signal = new AbortController().signal) => directory.find(pin, signal),
          directory,
        );
      } finally {
        await close?.();
      }
    },
  }));

type Find = (pin: string, signal?: AbortSignal) => Promise<Listing | undefined>;

const weekly: ListingToKeep = { id: "weekly", pin: "0123" };
const board: ListingToKeep = {
  id: "board.2026",
  title: "Board – Zürich",
  pin: "80421953",
  moderatorPin: "55120846",
  capacity: 12,
  locale: "de-CH",
  recording: { mode: "always", bucket: "board-recordings", prefix: "board/2026" },
  hours: {
    timeZone: "Europe/Zurich",
    open: ["mon-fri 09:00-17:00", "2026-12-24 09:00-12:00"],
    before: "{time}",
  },
  expires: "2027-01-01T00:00:00Z",
};
const many: readonly ListingToKeep[] = Array.from({ length: 20 }, (_, index) => ({
  id: `room-${index}`,
  pin: `7100${String(index).padStart(2, "0")}`,
}));

const none: readonly string[] = [
  "",
  "9999",
  // Nearly those that there are.
  "123",
  "00123",
  "01230",
  "8042195",
  "0123#",
  " 0123",
  // What a phone cannot send, but a test of the app might.
  "*",
  "__proto__",
  "constructor",
  "0' OR '1'='1",
  "{}",
  "٠١٢٣",
  "1".repeat(128),
];

const rules: Readonly<Record<string, (find: Find, directory: MeetingDirectory) => Promise<void>>> = {
  "finds a meeting by its PIN, a leading zero included": async (find) => {
    assert.equal((await find("0123"))?.id, "weekly");
  },
  "answers everything that is listed, and nothing more": async (find) => {
    const { pin: _pin, moderatorPin: _moderatorPin, ...listed } = board;
    assert.deepEqual(withoutRole(await find(board.pin)), listed);
    assert.deepEqual(withoutRole(await find("0123")), { id: "weekly" });
  },
  "makes a moderator of who types the moderator's PIN, and of nobody else": async (find) => {
    assert.equal((await find("55120846"))?.id, "board.2026");
    assert.equal((await find("55120846"))?.role, "moderator");
    assert.notEqual((await find(board.pin))?.role, "moderator");
  },
  "answers what is a listing": async (find) => {
    for (const pin of ["0123", board.pin, "55120846"]) Listing.parse(await find(pin));
  },
  "never answers a PIN": async (find) => {
    for (const pin of ["0123", board.pin, "55120846"]) {
      const text = JSON.stringify(await find(pin));
      for (const secret of ["0123", board.pin, "55120846"])
        assert.ok(!text.includes(secret), "it has a PIN in it");
    }
  },
  "answers undefined for what is no PIN, whatever it is": async (find) => {
    for (const pin of none) assert.equal(await find(pin), undefined, `for ${JSON.stringify(pin)}`);
  },
  "tells apart callers who ask at once": async (find) => {
    const pins = [...many, ...many, weekly];
    const found = await Promise.all(pins.map(({ pin }) => find(pin)));
    assert.deepEqual(
      found.map((listing) => listing?.id),
      pins.map(({ id }) => id),
    );
  },
  "answers the same again, also when somebody has changed an answer": async (find) => {
    const first = await find(board.pin);
    assert.ok(first);
    try {
      Object.assign(first, { id: "changed", pin: "1" });
    } catch {
      // Frozen: so much the better.
    }
    assert.equal((await find(board.pin))?.id, "board.2026");
  },
  "does not keep a caller waiting whose time is over": async (find) => {
    // It may still have the answer; what it must not do is hang, or find another meeting.
    const late = await find("0123", AbortSignal.abort(new Error("too late"))).catch(() => undefined);
    assert.ok(late === undefined || late.id === "weekly");
    assert.equal((await find("0123"))?.id, "weekly");
  },
  "knows the length of its PINs, or does not say": async (_find, { pinLengths }) => {
    if (pinLengths === undefined) return;
    assert.ok(
      pinLengths.min >= 1 && pinLengths.min <= 4,
      `min is ${pinLengths.min}, and there is a PIN of 4 digits`,
    );
    assert.ok(
      pinLengths.max >= 8 && pinLengths.max <= 32,
      `max is ${pinLengths.max}, and there is a PIN of 8`,
    );
  },
};

const withoutRole = (listing: Listing | undefined): object | undefined => {
  if (!listing) return undefined;
  const { role: _role, ...rest } = listing;
  return rest;
};
