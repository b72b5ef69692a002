import { type Binding, value } from "@switchhook/core";
import type { SimulatedCall } from "@switchhook/simulator";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MeetingRooms, Meetings, memoryRooms } from "../src/index.js";
import { type DialIn, dialAndType, joined, listed, startDialIn } from "./dial-in.js";
import { serviceOf } from "./service-of.js";

let app: DialIn | undefined;
afterEach(() => app?.close());

/** The meetings of the simulator, whose places take a while to be given back. */
const slowToRelease = (running: () => DialIn, ms: number, release?: Meetings["release"]) => {
  const store = () => running().meetings.store;
  const found = (meetingId: string) => {
    const meeting = store().find(meetingId);
    if (!meeting) throw new Error("no such meeting");
    return meeting;
  };
  return value(Meetings, {
    async admit({ meeting: { id }, attendee }) {
      const meeting = store().create({ token: id, externalMeetingId: id, mediaRegion: "us-east-1" });
      const place = store().admit(meeting, attendee);
      if (!place) throw new Error("the meeting is full");
      const { attendeeId, joinToken } = place;
      return { meetingId: meeting.meetingId, attendeeId, joinToken };
    },
    async release(place, signal) {
      if (release) return release(place, signal);
      await new Promise<void>((resolve) => running().clock.after(ms, resolve));
      store().remove(found(place.meetingId), place.attendeeId);
    },
    attendees: async (meetingId) => [...found(meetingId).attendees.values()],
    end: async (meetingId) => void store().end(meetingId),
  });
};

const leaveAtOnce = async ({
  releaseMs = 0,
  release,
  rooms = memoryRooms(),
  from = ["+12065550102", "+12065550177"],
}: {
  releaseMs?: number;
  release?: Meetings["release"];
  rooms?: Binding;
  from?: readonly string[];
}) => {
  const running = await startDialIn(listed({ "12345": { id: "board" } }), {
    join: { deleteMeeting: true },
    services: [rooms, slowToRelease(() => running, releaseMs, release)],
  });
  app = running;
  const calls: SimulatedCall[] = [];
  for (const one of from) calls.push(await dialAndType(running, ["12345"], one));
  expect(calls.every(joined)).toBe(true);
  for (const { call } of calls) call.hangUp();
  for (let passed = 0; passed < 1500; passed += 100) await calls[0]?.elapseMeanwhile(100);
  return running.meetings.store.all().map(({ live }) => live);
};

describe("callers who leave at once", () => {
  it.each([300, 900, 60_000])(
    "leave no meeting behind, although it takes %i ms to give their places back",
    async (ms) => {
      expect(await leaveAtOnce({ releaseMs: ms })).toEqual([false]);
    },
  );

  const writes = ["leave", "leavePlaceBehind", "claimEnd", "ended"] as const;
  it.each(writes.flatMap((method) => [false, true].map((carriedOut) => ({ method, carriedOut }))))(
    "leave no meeting behind, although writing to the room fails at first: $method, carried out: $carriedOut",
    async ({ method, carriedOut }) => {
      const rooms = await serviceOf(MeetingRooms, memoryRooms());
      const write: (...args: never) => Promise<never> = rooms[method].bind(rooms) as never;
      let times = 0;
      vi.spyOn(rooms, method).mockImplementation(async (...args: unknown[]) => {
        times += 1;
        const fails = times % 2 === 1;
        if (fails && !carriedOut) throw new Error("the table is away");
        const written = await write(...(args as never));
        if (fails) throw new Error("the reply was lost");
        return written;
      });
      const left = await leaveAtOnce({
        releaseMs: method === "leavePlaceBehind" ? 900 : 10,
        rooms: value(MeetingRooms, rooms),
        // One for whom another would not do it.
        ...(method === "claimEnd" && { from: ["+12065550102"] }),
      });
      expect(left).toEqual([false]);
      expect(await rooms.enter("board", { transaction: "next", moderator: false })).toBeDefined();
    },
  );
});

describe("the last caller of a meeting", () => {
  it.each(["DeleteAttendee", "ListAttendees", "DeleteMeeting"] as const)(
    "leaves neither it nor his place behind for what is denied once: %s",
    async (operation) => {
      const running = await startDialIn(listed({ "12345": { id: "board" } }), {
        join: { deleteMeeting: true },
      });
      app = running;
      const call = await dialAndType(running, ["12345"]);
      const [meeting] = running.meetings.store.all();
      const fromTheWeb = operation === "DeleteAttendee" && meeting;
      if (fromTheWeb) running.meetings.store.admit(meeting, "from-the-web");
      running.meetings.faults.fail(operation, 403, "ForbiddenException", 1);
      await call.hangUp();
      if (fromTheWeb)
        expect([...meeting.attendees.values()]).toMatchObject([{ externalUserId: "from-the-web" }]);
      else expect(meeting?.live).toBe(false);
    },
  );
});

describe("a place whose time to be given back is over", () => {
  it("is not asked for again", async () => {
    let asked = 0;
    const release = (_: object, signal: AbortSignal) => {
      asked += 1;
      return new Promise<void>((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    };
    expect(await leaveAtOnce({ release, from: ["+12065550102"] })).toEqual([false]);
    expect(asked).toBe(1);
  });
});

describe("a caller who could not give his place back", () => {
  const start = async () => {
    const running = await startDialIn(listed({ "12345": { id: "board" } }), {
      join: { deleteMeeting: true },
    });
    app = running;
    const first = await dialAndType(running, ["12345"]);
    const [meeting] = running.meetings.store.all();
    if (!meeting) throw new Error("there is no meeting");
    const { faults, store } = running.meetings;
    faults.fail("DeleteAttendee", 403, "ForbiddenException", 2);
    const next = () => dialAndType(running, ["12345"], "+12065550177");
    return { first, next, meeting, faults, store };
  };

  it("keeps nobody who leaves after him from deleting the meeting", async () => {
    const { first, next, store } = await start();
    const last = await next();
    await first.hangUp();
    await last.hangUp();
    expect(store.all().map(({ live }) => live)).toEqual([false]);
  });

  it("keeps nobody from it either who comes when a web participant had kept the meeting", async () => {
    const { first, next, meeting, store } = await start();
    const web = store.admit(meeting, "from-the-web");
    await first.hangUp();
    const last = await next();
    store.remove(meeting, web?.attendeeId ?? "");
    await last.hangUp();
    expect(store.all().map(({ live }) => live)).toEqual([false]);
  });

  it("keeps nobody from it either who comes when it could not be deleted", async () => {
    const { first, next, faults, store } = await start();
    faults.fail("DeleteMeeting", 403, "ForbiddenException", 2);
    await first.hangUp();
    const last = await next();
    await last.hangUp();
    expect(store.all().map(({ live }) => live)).toEqual([false]);
  });
});
