import { definePlugin, hangup, value } from "@switchhook/core";
import { afterEach, describe, expect, it } from "vitest";
import { joinMeeting, MeetingRooms, memoryRooms } from "../src/index.js";
import { ordinal } from "../src/join/ordinal.js";
import { type DialIn, dialAndType, joined, listed, startDialIn } from "./dial-in.js";
import { serviceOf } from "./service-of.js";

let app: DialIn | undefined;
afterEach(() => app?.close());

const weekly = listed({ "12345": { id: "weekly" }, "54321": { id: "board" } });
const start = async (...args: Parameters<typeof startDialIn> extends [unknown, ...infer R] ? R : never) => {
  app = await startDialIn(weekly, ...args);
  return app;
};
const heardByMeeting = (call: { trace: readonly object[] }) =>
  call.trace.flatMap((entry) =>
    "kind" in entry && entry.kind === "hears" && "leg" in entry && entry.leg === "LEG-B" && "sound" in entry
      ? [entry.sound]
      : [],
  );

describe("announcements, which are off by default", () => {
  it("tell a caller as the how-manieth he is in", async () => {
    const running = await start({ join: { announce: { position: true } } });
    for (const [index, position] of ["1st", "2nd", "3rd"].entries()) {
      const call = await dialAndType(running, ["12345"], `+1206555010${index}`);
      await call.elapse(2000);
      expect(call.heard.at(-1)).toBe(`position ${position}`);
    }
  });

  it("play a tone to the meeting when a caller comes, and when he goes", async () => {
    const running = await start({ join: { announce: { tones: true } } });
    const stays = await dialAndType(running, ["12345"]);
    const call = await dialAndType(running, ["12345"], "+12065550177");
    await call.elapse(2000);
    expect(heardByMeeting(call)).toMatchObject([{ text: "entry-tone" }]);
    await call.hangUp();
    await stays.elapse(3000);
    // To the others by the leg of one who stays, and to him.
    expect(heardByMeeting(stays)).toMatchObject([{ text: "entry-tone" }, { text: "exit-tone" }]);
    expect(stays.heard.at(-1)).toBe("exit-tone");
    expect([...call.problems, ...stays.problems]).toEqual([]);
  });

  it("play the name that a caller has said to the meeting, and not to him", async () => {
    const running = await start({ join: { announce: { names: { bucket: "the-names" } } } });
    const call = await (await running.caller().dial()).enter("12345");
    await call.elapse(8000);
    expect(joined(call)).toBe(true);
    expect(heardByMeeting(call)).toMatchObject([{ bucket: "the-names" }]);
    expect(call.heard).toEqual(["enter-pin", "say-name"]);
  });

  it("read a place in a row as the language has it", () => {
    expect([1, 2, 3, 4, 11, 21].map((number) => ordinal(number, "en-US"))).toEqual([
      "1st",
      "2nd",
      "3rd",
      "4th",
      "11th",
      "21st",
    ]);
    expect(ordinal(3, "de-DE")).toBe("3.");
    expect(ordinal(1, "fr-FR")).toBe("1er");
    expect(ordinal(2, "es-US")).toBe("2.º");
  });
});

describe("a caller who stays when his meeting has ended", () => {
  const ended = async (afterwards: "go-on" | "hang-up" | "another-pin") => {
    const running = await start({ join: { afterwards } });
    const call = await dialAndType(running, ["12345"]);
    for (const { meetingId } of running.meetings.store.all()) running.meetings.store.end(meetingId);
    await call.untilQuiet();
    return call;
  };

  it("hears so and goes on after the step, which is the end of this call", async () => {
    const call = await ended("go-on");
    await call.untilEnded();
    expect(call.heard.slice(1)).toEqual(["meeting-ended"]);
  });

  it("is hung up where that is set", async () => {
    const call = await ended("hang-up");
    await call.untilEnded();
    expect(call.heard.slice(1)).toEqual(["meeting-ended"]);
  });

  it("can enter another PIN with 1", async () => {
    const call = await ended("another-pin");
    await call.enter("1");
    await call.enter("54321");
    expect(call.heard.slice(1)).toEqual(["meeting-ended", "another-pin", "enter-pin"]);
    expect(app?.meetings.store.all().map(({ externalMeetingId }) => externalMeetingId)).toEqual([
      "weekly",
      "board",
    ]);
    expect(call.problems).toEqual([]);
  });

  it("is let go with any other key, and when he says nothing", async () => {
    expect((await (await ended("another-pin")).enter("2")).heard.at(-1)).toBe("goodbye");
    await app?.close();
    expect((await (await ended("another-pin")).untilEnded()).heard.at(-1)).toBe("goodbye");
  });
});

describe("a caller who leaves the meeting by a feature's key", () => {
  const leaves = definePlugin({
    name: "leaves",
    feature: { digits: { "*0": ({ call }) => (call.legB ? [hangup({ CallId: call.legB.callId })] : []) } },
  });

  it("is asked for another PIN at once, and his place is free", async () => {
    const running = await start({ join: { afterwards: "another-pin" }, features: [leaves] });
    const call = await dialAndType(running, ["12345"]);
    await call.enter("*0");
    expect(call.heard.at(-1)).toBe("enter-pin");
    expect(running.meetings.store.all()[0]?.attendees.size).toBe(0);
    await call.enter("54321");
    expect(running.meetings.store.all()).toHaveLength(2);
    expect(call.problems).toEqual([]);
  });
});

describe("a meeting that is locked", () => {
  it("takes nobody any more, and says so; one that is not locked takes everybody", async () => {
    const rooms = await serviceOf(MeetingRooms, memoryRooms());
    const running = await start({ join: { lockable: true }, services: [value(MeetingRooms, rooms)] });
    expect(joined(await dialAndType(running, ["12345"]))).toBe(true);
    await rooms.lock("weekly", true);
    const call = await dialAndType(running, ["12345"], "+12065550177");
    await call.untilEnded();
    expect(call.heard.at(-1)).toBe("meeting-locked");
    expect(joined(await dialAndType(running, ["54321"], "+12065550178"))).toBe(true);
  });
});

describe("deleteMeeting", () => {
  const live = (running: DialIn) => running.meetings.store.all().filter((meeting) => meeting.live);

  it("leaves the meeting alone by default", async () => {
    const running = await start();
    await (await dialAndType(running, ["12345"])).hangUp();
    expect(live(running)).toHaveLength(1);
  });

  it("deletes it when the last caller has left, not before", async () => {
    const running = await start({ join: { deleteMeeting: true } });
    const calls = [
      await dialAndType(running, ["12345"]),
      await dialAndType(running, ["12345"], "+12065550177"),
    ];
    await calls[0]?.hangUp();
    expect(live(running)).toHaveLength(1);
    await calls[1]?.hangUp();
    expect(live(running)).toHaveLength(0);
  });

  it("does not while somebody from the web is in", async () => {
    const running = await start({ join: { deleteMeeting: true } });
    const call = await dialAndType(running, ["12345"]);
    const [meeting] = live(running);
    if (meeting) running.meetings.store.admit(meeting, "from-the-web");
    await call.hangUp();
    expect(live(running)).toHaveLength(1);
  });

  it("of two who leave while one joins: who joins is in a meeting that lives", async () => {
    const running = await start({ join: { deleteMeeting: true } });
    const [one, other] = [
      await dialAndType(running, ["12345"]),
      await dialAndType(running, ["12345"], "+12065550177"),
    ];
    const third = await running.caller("+12065550188").dial();
    one.call.hangUp();
    other.call.hangUp();
    await third.press("12345");
    await third.elapse(5000);
    expect(joined(third)).toBe(true);
    expect(third.problems).toEqual([]);
    const [meeting] = live(running);
    expect([...(meeting?.attendees.values() ?? [])].filter(({ inside }) => inside)).toHaveLength(1);
  });
});

describe("a meeting that is being ended", () => {
  const ending = async () => {
    const rooms = await serviceOf(MeetingRooms, memoryRooms());
    const running = await start({ join: { deleteMeeting: true }, services: [value(MeetingRooms, rooms)] });
    await rooms.claimEnd("weekly", "another");
    const call = await running.caller().dial();
    for (const key of "12345") call.call.press(key);
    const waits = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 200) await call.elapseMeanwhile(200);
    };
    return { rooms, call, waits };
  };

  it("takes nobody before it has ended, however long that is, and then the next one does", async () => {
    const { rooms, call, waits } = await ending();
    await waits(3000);
    expect(joined(call)).toBe(false);
    await rooms.ended("weekly", { deleted: true });
    await waits(2000);
    expect(joined(call)).toBe(true);
    expect((await rooms.look("weekly")).inside).toEqual([call.call.transactionId]);
    expect(call.problems).toEqual([]);
  });

  it("for good is told to the caller, who would wait in silence", async () => {
    const { call, waits } = await ending();
    await waits(8000);
    await call.untilEnded();
    expect(joined(call)).toBe(false);
    expect(call.heard.at(-1)).toBe("meeting-unavailable");
  });
});

describe("the options of joinMeeting()", () => {
  it("are refused all at once, with path, value and what is expected", () => {
    const wrong = () =>
      joinMeeting({
        waitingRoom: { giveUpAfterMs: 5 },
        announce: { names: { bucket: "No Bucket" } },
        afterwards: "stay" as "go-on",
      });
    expect(wrong).toThrow(/join-meeting\.waitingRoom\.giveUpAfterMs.*given 5/);
    expect(wrong).toThrow(/join-meeting\.announce\.names\.bucket.*given "No Bucket"/);
    expect(wrong).toThrow(/join-meeting\.afterwards.*given "stay"/);
  });
});
