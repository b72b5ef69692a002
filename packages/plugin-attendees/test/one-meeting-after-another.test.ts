import { afterEach, describe, expect, it, vi } from "vitest";
import {
  type DialIn,
  dialAndType,
  joined,
  listed,
  startDialIn,
} from "../../plugin-meeting-pin/test/dial-in.js";
import { attendeeControls, usualKeys } from "../src/index.js";

let app: DialIn | undefined;
afterEach(() => app?.close());

const start = async () => {
  app = await startDialIn(
    listed({
      "12345": { id: "board" },
      "99999": { id: "board", role: "moderator" },
      "54321": { id: "weekly" },
    }),
    {
      features: [attendeeControls({ keys: usualKeys, commands: ["muteOthers"] })],
      join: { lockable: true, afterwards: "another-pin" },
    },
  );
  return app;
};
const muted = (running: DialIn, at = 0) =>
  [...(running.meetings.store.all()[at]?.attendees.values() ?? [])].map((attendee) => attendee.muted);

describe("what is known of a caller is of one meeting", () => {
  it("who was muted in the last one is muted by the first press in the next", async () => {
    const running = await start();
    const call = await dialAndType(running, ["12345"]);
    await call.enter("*6");
    await call.elapse(1500);
    await call.enter("*0");
    await call.enter("54321");
    await call.enter("*6");
    await call.elapse(1500);
    expect(call.heard.at(-1)).toBe("muted");
    expect(muted(running, 1)).toEqual([true]);
  });
});

describe("a lock", () => {
  it("is off once the last caller has left, also when the meeting was ended by a key", async () => {
    const running = await start();
    const host = await dialAndType(running, ["99999"]);
    await host.enter("*4");
    await host.enter("*8");
    await host.hangUp();
    expect(joined(await dialAndType(running, ["12345"], "+12065550177"))).toBe(true);
  });

  it("stays while a caller is in", async () => {
    const running = await start();
    const host = await dialAndType(running, ["99999"]);
    await dialAndType(running, ["12345"], "+12065550177");
    await host.enter("*4");
    await host.hangUp();
    const late = await dialAndType(running, ["12345"], "+12065550178");
    expect((await late.untilEnded()).heard.at(-1)).toBe("meeting-locked");
  });
});

describe("some attendees, muted by a program", () => {
  const leftId = async (running: DialIn) => {
    const [meeting] = running.meetings.store.all();
    if (!meeting) throw new Error("there is no meeting");
    // Has a place, and is not in: the service refuses the whole list because of him.
    return running.meetings.store.admit(meeting, "8f2b0a52-1df2-4fd1-9a73-0d0f7d0f0001")?.attendeeId;
  };
  const three = async () => {
    const running = await start();
    const host = await dialAndType(running, ["99999"]);
    await dialAndType(running, ["12345"], "+12065550177");
    await dialAndType(running, ["12345"], "+12065550178");
    const ids = [...(running.meetings.store.all()[0]?.attendees.values() ?? [])].map(
      ({ attendeeId }) => attendeeId,
    );
    return { running, host, ids };
  };
  const modify = (operation: string, attendees: readonly (string | undefined)[]) => ({
    command: "modify-attendees",
    operation,
    attendees: attendees.join(),
  });

  it("are muted although one of them has left in between, and nobody hears of it", async () => {
    const { running, host, ids } = await three();
    host.call.update(modify("Mute", [ids[1], await leftId(running)]));
    await host.elapse(3000);
    expect(muted(running).slice(0, 3)).toEqual([false, true, false]);
    expect(host.heard).toEqual(["enter-pin"]);
  });

  it("are all that is changed, whatever was done to all others before", async () => {
    const { running, host, ids } = await three();
    await host.enter("*5");
    await host.elapse(1500);
    host.call.update(modify("Unmute", [ids[1], await leftId(running)]));
    await host.elapse(3000);
    expect(muted(running).slice(0, 3)).toEqual([false, false, true]);
  });

  describe("more than a hundred", () => {
    const crowd = async (others: number) => {
      const running = await start();
      const host = await dialAndType(running, ["99999"]);
      const [meeting] = running.meetings.store.all();
      if (!meeting) throw new Error("there is no meeting");
      const ids = Array.from({ length: others }, (_, index) => {
        const attendee = running.meetings.store.admit(
          meeting,
          `8f2b0a52-1df2-4fd1-9a73-${String(index).padStart(12, "0")}`,
        );
        if (!attendee) throw new Error("there is no place");
        running.meetings.store.join(meeting.meetingId, attendee.joinToken, { ended() {}, muted() {} });
        return attendee.attendeeId;
      });
      const mutedOf = (list: readonly (string | undefined)[]) =>
        list.filter((id) => meeting.attendees.get(id ?? "")?.muted).length;
      return { running, host, ids, mutedOf };
    };

    it.each([
      ["the first", 3],
      ["the second", 120],
      ["the last", 204],
    ])("are all muted although one of %s hundred has left in between", async (_, place) => {
      const { running, host, ids, mutedOf } = await crowd(220);
      const wanted = [...ids.slice(0, place), await leftId(running), ...ids.slice(place, 205)];
      host.call.update(modify("Mute", wanted));
      await host.elapse(8000);
      expect(mutedOf(wanted)).toBe(205);
      expect(mutedOf(ids.slice(205))).toBe(0);
      expect(host.heard).toEqual(["enter-pin"]);
    });

    it("are muted behind a hundred that the service does not mute at all", async () => {
      const { running, host, ids, mutedOf } = await crowd(150);
      vi.spyOn(running.meetings.store, "mute").mockReturnValueOnce(undefined);
      host.call.update(modify("Mute", ids));
      await host.elapse(8000);
      expect(mutedOf(ids.slice(100))).toBe(50);
    });

    it("are muted as far as they are known when the service does not list them", async () => {
      const { running, host, ids, mutedOf } = await crowd(150);
      running.meetings.faults.fail("ListAttendees", 403, "ForbiddenException");
      host.call.update(modify("Mute", [await leftId(running), ...ids]));
      await host.elapse(8000);
      expect(mutedOf(ids)).toBe(99);
      expect(running.log.some(({ fields }) => fields.code === "IVR_MEETING_UNAVAILABLE")).toBe(true);
    });
  });
});
