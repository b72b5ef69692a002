import { type Binding, Clock, value } from "@switchhook/core";
import { VirtualClock } from "@switchhook/simulator";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dynamoRooms, MeetingRooms, memoryRooms } from "../src/index.js";
import { type LocalDynamo, startDynamo } from "./local-dynamo.js";
import { serviceOf } from "./service-of.js";

let dynamo: LocalDynamo;
let table = 0;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());

const makers: Record<string, () => Promise<Binding>> = {
  "in memory": async () => memoryRooms(),
  "in DynamoDB": async () => {
    const name = `rooms-${table++}`;
    await dynamo.table(name);
    return dynamoRooms({ table: name, client: dynamo.client });
  },
};

const caller = (transaction: string, moderator = false) => ({ transaction, moderator });

describe.each(Object.entries(makers))("rooms %s", (_, make) => {
  let rooms: MeetingRooms;
  let clock: VirtualClock;
  beforeEach(async () => {
    clock = new VirtualClock(Date.parse("2026-12-01T07:30:00Z"));
    rooms = await serviceOf(MeetingRooms, await make(), value(Clock, clock));
  });

  it("are closed and empty until somebody comes", async () => {
    expect(await rooms.look("weekly")).toEqual({
      open: false,
      locked: false,
      waiting: [],
      inside: [],
      placesBehind: [],
    });
  });

  it("are open as long as a moderator is in", async () => {
    expect(await rooms.enter("weekly", caller("p"))).toMatchObject({ open: false, inside: ["p"] });
    expect(await rooms.enter("weekly", caller("m", true))).toMatchObject({ open: true, inside: ["m", "p"] });
    expect(await rooms.leave("weekly", "m")).toMatchObject({ open: false, inside: ["p"] });
  });

  it("know who waits until he goes in or leaves, however often he is sent", async () => {
    await rooms.wait("weekly", "a");
    await rooms.wait("weekly", "a");
    expect((await rooms.wait("weekly", "b")).waiting.toSorted()).toEqual(["a", "b"]);
    expect((await rooms.enter("weekly", caller("a")))?.waiting).toEqual(["b"]);
    expect((await rooms.leave("weekly", "b")).waiting).toEqual([]);
  });

  it("are one for each meeting", async () => {
    await rooms.enter("weekly", caller("m", true));
    expect(await rooms.look("board")).toMatchObject({ open: false, inside: [] });
  });

  it("can be locked, and are not any more after the meeting has ended", async () => {
    expect(await rooms.lock("weekly", true)).toMatchObject({ locked: true });
    expect(await rooms.lock("weekly", false)).toMatchObject({ locked: false });
    await rooms.lock("weekly", true);
    await rooms.ended("weekly", { deleted: false });
    expect(await rooms.look("weekly")).toMatchObject({ locked: false });
  });

  it("are ended by one of those who leave at once, and by nobody while somebody is in or waits", async () => {
    await rooms.enter("weekly", caller("a"));
    expect(await rooms.claimEnd("weekly", "b")).toBeUndefined();
    await rooms.leave("weekly", "a");
    await rooms.wait("weekly", "w");
    expect(await rooms.claimEnd("weekly", "a")).toBeUndefined();
    await rooms.leave("weekly", "w");
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, index) => rooms.claimEnd("weekly", `t-${index}`)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it("are ended by the one who has claimed it, also when he asks again", async () => {
    await rooms.enter("weekly", caller("a"));
    await rooms.leavePlaceBehind("weekly", "a");
    const claimed = await rooms.claimEnd("weekly", "a");
    expect(claimed).toMatchObject({ placesBehind: ["a"] });
    expect(await rooms.claimEnd("weekly", "a")).toEqual(claimed);
    expect(await rooms.claimEnd("weekly", "b")).toBeUndefined();
    await rooms.ended("weekly", { deleted: true });
    expect(await rooms.claimEnd("weekly", "b")).toBeDefined();
    expect(await rooms.claimEnd("weekly", "a")).toBeUndefined();
  });

  it("tell whoever ends them which places were left behind, until the meeting is deleted", async () => {
    for (const one of ["a", "b", "c"]) await rooms.enter("weekly", caller(one, one === "b"));
    await rooms.leavePlaceBehind("weekly", "a");
    expect(await rooms.leavePlaceBehind("weekly", "b")).toMatchObject({ open: false, inside: ["c"] });
    await rooms.leave("weekly", "c");
    expect((await rooms.claimEnd("weekly", "c"))?.placesBehind.toSorted()).toEqual(["a", "b"]);
    await rooms.ended("weekly", { deleted: false });
    expect((await rooms.claimEnd("weekly", "d"))?.placesBehind.toSorted()).toEqual(["a", "b"]);
    await rooms.ended("weekly", { deleted: true });
    expect((await rooms.claimEnd("weekly", "e"))?.placesBehind).toEqual([]);
  });

  it("take a place for the caller's again who comes back to it", async () => {
    await rooms.enter("weekly", caller("a"));
    await rooms.leavePlaceBehind("weekly", "a");
    expect(await rooms.enter("weekly", caller("a"))).toMatchObject({ inside: ["a"], placesBehind: [] });
  });

  it("let nobody in while they are being ended, for five seconds at most", async () => {
    await rooms.claimEnd("weekly", "z");
    expect(await rooms.enter("weekly", caller("a"))).toBeUndefined();
    await rooms.ended("weekly", { deleted: true });
    expect(await rooms.enter("weekly", caller("a"))).toMatchObject({ inside: ["a"] });
    await rooms.leave("weekly", "a");
    await rooms.claimEnd("weekly", "z");
    await clock.advance(5001);
    expect(await rooms.enter("weekly", caller("a"))).toMatchObject({ inside: ["a"] });
  });

  it("take fifty callers at once", async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => rooms.enter("weekly", caller(`t-${index}`))));
    expect((await rooms.look("weekly")).inside).toHaveLength(50);
  });
});
