import { value } from "@switchhook/core";
import { afterEach, describe, expect, it } from "vitest";
import { Meetings, memoryRooms } from "../src/index.js";
import { type DialIn, dialAndType, joined, listed, startDialIn } from "./dial-in.js";

let app: DialIn | undefined;
afterEach(() => app?.close());

/** The meetings of the simulator, whose places take a while to be given back. */
const slowToRelease = (running: () => DialIn, ms: number) => {
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
    async release({ meetingId, attendeeId }) {
      await new Promise<void>((resolve) => running().clock.after(ms, resolve));
      store().remove(found(meetingId), attendeeId);
    },
    attendees: async (meetingId) => [...found(meetingId).attendees.values()],
    end: async (meetingId) => void store().end(meetingId),
  });
};

describe("callers who leave at once", () => {
  it("leave no meeting behind, although it takes a while to give their places back", async () => {
    const running = await startDialIn(listed({ "12345": { id: "board" } }), {
      join: { deleteMeeting: true },
      services: [memoryRooms(), slowToRelease(() => running, 300)],
    });
    app = running;
    const calls = [
      await dialAndType(running, ["12345"]),
      await dialAndType(running, ["12345"], "+12065550177"),
    ];
    for (const { call } of calls) call.hangUp();
    for (let passed = 0; passed < 1500; passed += 100) await calls[0]?.elapseMeanwhile(100);
    expect(calls.map(joined)).toEqual([true, true]);
    expect(running.meetings.store.all().map(({ live }) => live)).toEqual([false]);
  });
});
