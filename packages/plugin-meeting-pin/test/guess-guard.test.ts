import { type Binding, Clock, value } from "@switchhook/core";
import { VirtualClock } from "@switchhook/simulator";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  dynamoGuessGuard,
  type Guess,
  GuessGuard,
  type GuessLimits,
  memoryGuessGuard,
} from "../src/index.js";
import { keyNumber, type LocalDynamo, startDynamo } from "./local-dynamo.js";
import { serviceOf } from "./service-of.js";

let dynamo: LocalDynamo;
let table: string;
let tables = 0;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());

const limits: GuessLimits = {
  perCaller: { tries: 3, windowMs: 60_000, blockMs: 10_000, longestBlockMs: 40_000 },
  perListing: { tries: 5, windowMs: 60_000, blockMs: 10_000, longestBlockMs: 40_000 },
};

const kinds: readonly [string, (options: GuessLimits) => Binding][] = [
  ["in memory", (options) => memoryGuessGuard(options)],
  [
    "in DynamoDB",
    (options) => dynamoGuessGuard({ ...options, table, keys: keyNumber(1), client: dynamo.client }),
  ],
];

let clock: VirtualClock;
let guesses = 0;
beforeEach(async () => {
  clock = new VirtualClock();
  table = `guesses-${tables++}`;
  await dynamo.table(table);
});

const guess = (given: Partial<Guess> = {}): Guess => ({
  caller: "+12065550102",
  called: "+12065550101",
  length: 5,
  right: false,
  id: `guess-${guesses++}`,
  signal: new AbortController().signal,
  ...given,
});
const right = (given: Partial<Guess> = {}): Guess => guess({ right: true, ...given });

describe.each(kinds)("guesses counted %s", (_, make) => {
  const open = (options: GuessLimits = limits): Promise<GuessGuard> =>
    serviceOf(GuessGuard, make(options), value(Clock, clock));
  const passes = async (guard: GuessGuard, given: Partial<Guess> = {}): Promise<boolean> =>
    (await guard.judge(right(given))).pass;
  const fail = async (guard: GuessGuard, times: number, given: Partial<Guess> = {}): Promise<void> => {
    for (let time = 0; time < times; time++) await guard.judge(guess(given));
  };

  it("block a caller after as many wrong ones as allowed, and say when it begins", async () => {
    const guard = await open();
    expect(await guard.judge(guess())).toEqual({ pass: true, blocks: [] });
    await fail(guard, 1);
    expect(await passes(guard)).toBe(true);
    expect(await guard.judge(guess())).toMatchObject({ blocks: ["caller"] });
    expect(await passes(guard)).toBe(false);
    expect(await guard.judge(guess())).toEqual({ pass: false, blocks: [] });
  });

  it("do not block other callers", async () => {
    const guard = await open();
    await fail(guard, 3);
    expect(await passes(guard, { caller: "+12065550103" })).toBe(true);
  });

  it("are forgotten one by one as the window slides", async () => {
    const guard = await open();
    await fail(guard, 1);
    await clock.advance(40_000);
    await fail(guard, 1);
    await clock.advance(20_000);
    await fail(guard, 1);
    expect(await passes(guard)).toBe(true);
    await fail(guard, 1);
    expect(await passes(guard)).toBe(false);
  });

  it("block for the block time, twice as long the next time, at most for the longest, and short again later", async () => {
    const guard = await open({ ...limits, perListing: false });
    for (const ms of [10_000, 20_000, 40_000, 40_000]) {
      await fail(guard, 3);
      await clock.advance(ms - 1);
      expect(await passes(guard)).toBe(false);
      await clock.advance(1);
      expect(await passes(guard)).toBe(true);
    }
    await clock.advance(40_000);
    await fail(guard, 3);
    await clock.advance(10_000);
    expect(await passes(guard)).toBe(true);
  });

  it("are not forgiven for a right one in between", async () => {
    const guard = await open();
    await fail(guard, 2);
    await passes(guard);
    await fail(guard, 1);
    expect(await passes(guard)).toBe(false);
  });

  it("count once, however often their event is delivered", async () => {
    const guard = await open();
    for (let delivery = 0; delivery < 5; delivery++) await guard.judge(guess({ id: "transaction:2" }));
    await fail(guard, 1);
    expect(await passes(guard)).toBe(true);
  });

  it("of many callers together block the PINs of that length at that number, and no others", async () => {
    const guard = await open();
    for (let caller = 0; caller < 5; caller++) await fail(guard, 1, { caller: `+1206555020${caller}` });
    const fresh = { caller: "+12065550300" };
    expect(await passes(guard, fresh)).toBe(false);
    expect(await passes(guard, { ...fresh, length: 8 })).toBe(true);
    expect(await passes(guard, { ...fresh, called: "+12065550109" })).toBe(true);
  });

  it("of a caller who is blocked do not count for the others", async () => {
    const guard = await open();
    await fail(guard, 20);
    expect(await passes(guard, { caller: "+12065550300" })).toBe(true);
  });

  it("of callers who withhold their number are one caller's", async () => {
    const guard = await open();
    await fail(guard, 3, { caller: "anonymous" });
    expect(await passes(guard, { caller: "anonymous" })).toBe(false);
  });

  it("are not counted where the options say so", async () => {
    const guard = await open({ perCaller: false, perListing: false });
    await fail(guard, 20);
    expect(await passes(guard)).toBe(true);
  });

  it("cannot slip through a hundred at a time: afterwards no PIN of that caller is believed", async () => {
    const guard = await open();
    const judged = await Promise.all(Array.from({ length: 100 }, () => guard.judge(guess())));
    expect(judged.filter(({ blocks }) => blocks.includes("caller"))).toHaveLength(1);
    expect(await passes(guard)).toBe(false);
  });
});

describe("guesses counted in DynamoDB", () => {
  const process = (given: GuessLimits = limits, options: object = {}): Promise<GuessGuard> =>
    serviceOf(
      GuessGuard,
      dynamoGuessGuard({ ...given, table, keys: keyNumber(1), client: dynamo.client, ...options }),
      value(Clock, clock),
    );

  it("are counted for a fleet together: of a hundred processes' right PINs none passes after the last wrong one", async () => {
    const fleet = await Promise.all([process(), process(), process(), process()]);
    const of = (index: number): GuessGuard => fleet[index % 4] as GuessGuard;
    await Promise.all(Array.from({ length: 100 }, (_, index) => of(index).judge(guess())));
    const after = await Promise.all(Array.from({ length: 100 }, (_, index) => of(index).judge(right())));
    expect(after.filter(({ pass }) => pass)).toEqual([]);
  });

  it("of a hundred at once are all counted: none is lost to another's write", async () => {
    const limit = { tries: 101, windowMs: 60_000, blockMs: 10_000, longestBlockMs: 40_000 };
    const only = { perCaller: limit, perListing: false } as const;
    const guards = await Promise.all([process(only), process(only)]);
    await Promise.all(Array.from({ length: 100 }, (_, index) => guards[index % 2]?.judge(guess())));
    expect((await guards[0]?.judge(right()))?.pass).toBe(true);
    expect(await guards[1]?.judge(guess())).toMatchObject({ blocks: ["caller"] });
  });

  it("from a hundred numbers at once block the PINs of their length", async () => {
    const guard = await process();
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => guard.judge(guess({ caller: `+1206555${1000 + index}` }))),
    );
    expect((await guard.judge(right({ caller: "+12065559999" }))).pass).toBe(false);
  });

  it("let a hundred callers with right PINs in at once", async () => {
    const guard = await process();
    const judged = await Promise.all(
      Array.from({ length: 100 }, (_, index) => guard.judge(right({ caller: `+1206555${1000 + index}` }))),
    );
    expect(judged.filter(({ pass }) => !pass)).toEqual([]);
  });

  it("leave no phone number and no digits at rest, and what expires by itself", async () => {
    const guard = await process();
    await guard.judge(guess());
    await guard.judge(right());
    const items = await dynamo.atRest(table);
    expect(items).toHaveLength(2);
    expect(JSON.stringify(items)).not.toMatch(/2065550|guess-\d/);
    for (const item of items)
      expect(Number((item.ttl as { N: string }).N) * 1000).toBeGreaterThan(clock.now());
  });

  it("keep no more than the window's: what is outdated is taken out", async () => {
    const guard = await process({
      perCaller: { ...(limits.perCaller as object), tries: 2 },
      perListing: false,
    });
    for (let time = 0; time < 12; time++) {
      await guard.judge(guess());
      await clock.advance(60_000);
    }
    const [item] = await dynamo.atRest(table);
    const kept = item?.tries as { readonly SS: readonly string[] };
    expect(kept.SS.length).toBeLessThanOrEqual(4);
  });

  it("ask the same of the table whether a blocked caller's PIN is right or wrong", async () => {
    const asked: string[] = [];
    const listening = {
      client: {
        ...dynamo.client,
        logger: {
          ...console,
          debug() {},
          info: (entry: { commandName?: string; input?: { ConditionExpression?: string; Key?: object } }) =>
            void asked.push(`${entry.commandName} ${JSON.stringify(entry.input?.Key)}`),
          error: (entry: { commandName?: string; input?: { Key?: object } }) =>
            void asked.push(`${entry.commandName} ${JSON.stringify(entry.input?.Key)}`),
        },
      },
    };
    const guard = await process(limits, listening);
    for (let time = 0; time < 3; time++) await guard.judge(guess());
    asked.length = 0;
    await guard.judge(guess());
    const ofAWrongOne = asked.splice(0);
    await guard.judge(right());
    expect(ofAWrongOne.length).toBeGreaterThanOrEqual(2);
    expect(asked).toEqual(ofAWrongOne);
  });

  it("are refused in options all at once, without telling a key", () => {
    const make = () =>
      dynamoGuessGuard({
        table: "x",
        keys: ["c2hvcnQ=", keyNumber(1)],
        perCaller: { tries: 0, blockMs: 5000, longestBlockMs: 2000 },
      });
    expect(make).toThrow("dynamo-guess-guard.table: must be the name of a table");
    expect(make).toThrow("dynamo-guess-guard.keys.0: must be a key of at least 32 bytes in base64");
    expect(make).toThrow("dynamo-guess-guard.perCaller");
    expect(make).not.toThrow("c2hvcnQ");
  });
});
