import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dynamoDirectory, MeetingDirectory, openPinTable, type PinTable } from "../src/index.js";
import { keyNumber, type LocalDynamo, startDynamo } from "./local-dynamo.js";
import { serviceOf } from "./service-of.js";

let dynamo: LocalDynamo;
let name: string;
let table: PinTable;
let tables = 0;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());
beforeEach(async () => {
  name = `pins-${tables++}`;
  table = await dynamo.table(name);
});

const directory = (keys: string | readonly string[] = keyNumber(1)): Promise<MeetingDirectory> =>
  serviceOf(MeetingDirectory, dynamoDirectory({ table: name, keys, client: dynamo.client }));
const withKeys = (...keys: string[]): PinTable => openPinTable({ table: name, keys, client: dynamo.client });
const find = async (pin: string): Promise<string | undefined> => (await (await directory()).find(pin))?.id;

describe("the table of PINs", () => {
  it("adds a meeting with the PINs given, and finds it by them", async () => {
    const added = await table.add({ id: "weekly", pin: "12345", moderatorPin: "54321" });
    expect(added).toEqual({ id: "weekly", pin: "12345", moderatorPin: "54321" });
    const open = await directory();
    expect(await open.find("12345")).toEqual({ id: "weekly" });
    expect(await open.find("54321")).toEqual({ id: "weekly", role: "moderator" });
  });

  it("draws PINs at random, of the length asked for, none like another and none that people try first", async () => {
    const added = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        table.add({ id: `room-${index}`, pinLength: 3, moderatorPin: true }),
      ),
    );
    const pins = added.flatMap(({ pin, moderatorPin = "" }) => [pin, moderatorPin]);
    expect(new Set(pins).size).toBe(60);
    for (const pin of pins) expect(pin).toMatch(/^(?!000|111|123|987)\d{3}$/);
    expect((await table.add({ id: "usual" })).pin).toMatch(/^\d{8}$/);
  });

  it("keeps no PIN in clear text, and no hash that can be made without the key", async () => {
    await table.add({ id: "weekly", pin: "71171", moderatorPin: "82282" });
    const atRest = JSON.stringify(await dynamo.atRest(name));
    expect(atRest).toContain("weekly");
    expect(atRest).not.toMatch(/71171|82282/);
    expect(await (await directory(keyNumber(2))).find("71171")).toBeUndefined();
  });

  it("refuses an id and a PIN that are in use, also as a moderator's, and leaves what was there as it was", async () => {
    await table.add({ id: "weekly", pin: "12345", moderatorPin: "54321" });
    await expect(table.add({ id: "weekly", pin: "777777" })).rejects.toMatchObject({
      code: "IVR_LISTING_TAKEN",
    });
    await expect(table.add({ id: "other", pin: "54321" })).rejects.toMatchObject({
      code: "IVR_LISTING_TAKEN",
    });
    await expect(table.add({ id: "other", pin: "99999", moderatorPin: "12345" })).rejects.toThrow(
      "the moderator's PIN given for other is in use",
    );
    expect(await Promise.all(["12345", "54321", "777777", "99999"].map(find))).toEqual([
      "weekly",
      "weekly",
      undefined,
      undefined,
    ]);
    // What was refused has left nothing behind: its PINs are free.
    await table.add({ id: "other", pin: "99999", moderatorPin: "777777" });
    expect(await find("99999")).toBe("other");
  });

  it("gives one PIN to one of twenty who want it at once, and to the others nothing", async () => {
    const wanted = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => table.add({ id: `room-${index}`, pin: "12345" })),
    );
    const won = wanted.findIndex(({ status }) => status === "fulfilled");
    expect(wanted.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await find("12345")).toBe(`room-${won}`);
    expect((await table.list()).map(({ id }) => id)).toEqual([`room-${won}`]);
  });

  it("gives one id to one of twenty who want it at once, and frees the PINs of the others", async () => {
    const wanted = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => table.add({ id: "weekly", pin: `1000${index + 10}` })),
    );
    expect(wanted.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await dynamo.atRest(name)).length).toBe(2);
  });

  it("revokes a meeting at once, with all its PINs", async () => {
    await table.add({ id: "weekly", pin: "12345", moderatorPin: "54321" });
    const open = await directory();
    expect((await open.find("12345"))?.id).toBe("weekly");
    expect(await table.revoke("weekly")).toBe(true);
    expect(await open.find("12345")).toBeUndefined();
    expect(await open.find("54321")).toBeUndefined();
    expect(await dynamo.atRest(name)).toEqual([]);
    expect(await table.revoke("weekly")).toBe(false);
  });

  it("lists meetings by id, without PINs and hashes", async () => {
    const hours = { timeZone: "Europe/Berlin", open: ["mon 09:00-10:00"] };
    await table.add({ id: "weekly", pin: "12345", title: "Weekly", hours, capacity: 5, locale: "de-DE" });
    await table.add({ id: "board", pin: "54321", moderatorPin: "99887", recording: { mode: "never" } });
    const [keyId] = table.keyIds;
    expect(await table.list()).toEqual([
      { id: "board", pinLength: 5, recording: { mode: "never" }, hasModeratorPin: true, keyIds: [keyId] },
      {
        id: "weekly",
        title: "Weekly",
        pinLength: 5,
        hours,
        capacity: 5,
        locale: "de-DE",
        hasModeratorPin: false,
        keyIds: [keyId],
      },
    ]);
  });

  it("refuses a bad listing with everything that is wrong with it, and never with a PIN", async () => {
    const refusal = await table
      .add({ id: "no good!", pin: "71171", pinLength: 8, moderatorPin: "71171", capacity: 500 })
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "IVR_DIRECTORY_INVALID" });
    expect(String(refusal)).toMatch(/id: .*capacity: /);
    await expect(table.add({ id: "weekly", pin: "71171", pinLength: 8 })).rejects.toThrow(
      "pin: must have 8 digits",
    );
    await expect(table.add({ id: "weekly", pin: "71171", moderatorPin: "71171" })).rejects.toThrow(
      "must not be the PIN of everybody",
    );
    expect(String(refusal)).not.toContain("71171");
  });

  it("lets DynamoDB take an expired meeting out a day later", async () => {
    await table.add({ id: "weekly", pin: "12345", expires: "2027-01-01T00:00:00Z" });
    for (const item of await dynamo.atRest(name))
      expect(item.ttl).toEqual({ N: String(Date.parse("2027-01-02T00:00:00Z") / 1000) });
  });

  it("is taken as it is when it was created before, unless it has another key", async () => {
    await expect(table.create()).resolves.toBeDefined();
    await table.add({ id: "weekly", pin: "12345" });
    await withKeys(keyNumber(1)).create();
    expect(await find("12345")).toBe("weekly");
  });
});

describe("a key that is replaced", () => {
  it("still verifies the PINs that it has hashed, while new ones are hashed with the new key", async () => {
    await table.add({ id: "old", pin: "12345" });
    const rotated = withKeys(keyNumber(2), keyNumber(1));
    await rotated.add({ id: "new", pin: "54321" });
    const both = await directory([keyNumber(2), keyNumber(1)]);
    expect([(await both.find("12345"))?.id, (await both.find("54321"))?.id]).toEqual(["old", "new"]);
    const newest = await directory(keyNumber(2));
    expect([await newest.find("12345"), (await newest.find("54321"))?.id]).toEqual([undefined, "new"]);
    expect((await rotated.list()).map(({ keyIds }) => keyIds)).toEqual([
      [rotated.keyIds[0]],
      [rotated.keyIds[1]],
    ]);
  });

  it("does not let a PIN in use be given again", async () => {
    await table.add({ id: "old", pin: "12345" });
    await expect(withKeys(keyNumber(2), keyNumber(1)).add({ id: "new", pin: "12345" })).rejects.toMatchObject(
      {
        code: "IVR_LISTING_TAKEN",
      },
    );
  });

  it.each([
    ["that is too short", Buffer.alloc(31, 1).toString("base64"), "keys.0"],
    ["that is not base64", "not a key, at all!", "keys"],
    ["at all", "", "keys"],
  ])("is refused without one %s, and is not told", (_, keys, expected) => {
    const make = () => dynamoDirectory({ table: "pins", keys });
    expect(make).toThrow(expected);
    if (keys !== "") expect(make).not.toThrow(keys);
  });
});
