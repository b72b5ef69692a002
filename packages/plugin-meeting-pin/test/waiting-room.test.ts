import { value } from "@switchhook/core";
import type { SimulatedCall } from "@switchhook/simulator";
import { afterEach, describe, expect, it } from "vitest";
import { MeetingRooms, memoryRooms, waitingRoomNotifier } from "../src/index.js";
import { type DialIn, dialAndType, joined, listed, musicMs, startDialIn } from "./dial-in.js";
import { serviceOf } from "./service-of.js";

let app: DialIn | undefined;
afterEach(() => app?.close());

const board = listed({
  "12345": { id: "board" },
  "99999": { id: "board", role: "moderator" },
});
const start = async (waitingRoom = {}, more = {}): Promise<DialIn> => {
  app = await startDialIn(board, { join: { waitingRoom }, ...more });
  return app;
};
/** Types a PIN, and hears music for a while. */
const waits = async (running: DialIn, from?: string): Promise<SimulatedCall> => {
  const call = await running.caller(from).dial();
  await call.press("12345");
  await call.elapse(3000);
  return call;
};

describe("a waiting room", () => {
  it("plays music to a participant before the moderator is in", async () => {
    const call = await waits(await start());
    expect(call.heard).toEqual(["enter-pin", "waiting", "hold-music"]);
    expect(joined(call)).toBe(false);
    expect(call.problems).toEqual([]);
  });

  it("lets those in who wait when the moderator joins, by an update of their calls (4.4)", async () => {
    const running = await start();
    const calls = [await waits(running), await waits(running, "+12065550177")];
    await dialAndType(running, ["99999"], "+12065550188");
    for (const call of calls) {
      await call.elapse(2000);
      expect(joined(call)).toBe(true);
      expect(
        call.events.some(({ InvocationEventType }) => InvocationEventType === "CALL_UPDATE_REQUESTED"),
      ).toBe(true);
    }
    expect(running.meetings.store.all()[0]?.attendees.size).toBe(3);
  });

  it("lets in who could not be told when his music is over", async () => {
    const running = await start();
    const call = await waits(running);
    running.meetings.faults.throttle("voice");
    await dialAndType(running, ["99999"], "+12065550188");
    await call.elapse(musicMs + 1000);
    expect(joined(call)).toBe(true);
    expect(running.log.some(({ message }) => /could not be told/.test(message))).toBe(true);
  });

  it("is passed at once while a moderator is in, and not any more when he has left", async () => {
    const running = await start();
    const moderator = await dialAndType(running, ["99999"], "+12065550188");
    expect(joined(await dialAndType(running, ["12345"]))).toBe(true);
    await moderator.hangUp();
    expect(joined(await waits(running, "+12065550177"))).toBe(false);
  });

  it("lets a participant in after the time that is set", async () => {
    const call = await waits(await start({ letInAfterMs: 10_000 }));
    await call.elapse(10_000);
    expect(joined(call)).toBe(true);
  });

  it("says that nobody came after the time that is set, and hangs up", async () => {
    const call = await waits(await start({ giveUpAfterMs: 10_000 }));
    await call.untilEnded();
    expect(call.heard.at(-1)).toBe("moderator-absent");
    expect(joined(call)).toBe(false);
  });

  it("forgets who hangs up while he waits", async () => {
    const rooms = await serviceOf(MeetingRooms, memoryRooms());
    const running = await start({}, { services: [value(MeetingRooms, rooms)] });
    const call = await waits(running);
    expect((await rooms.look("board")).waiting).toHaveLength(1);
    await call.hangUp();
    expect((await rooms.look("board")).waiting).toEqual([]);
  });

  it("lets somebody in without a moderator whom a program admits", async () => {
    const call = await waits(await start());
    call.call.update({ command: "admit" });
    await call.elapse(2000);
    expect(joined(call)).toBe(true);
  });

  it("that cannot be read is said to the caller and logged, with a failing rooms service", async () => {
    const down = () => Promise.reject(new Error("the table is gone"));
    const rooms = value(MeetingRooms, {
      look: down,
      wait: down,
      enter: down,
      leave: down,
      leavePlaceBehind: down,
      lock: down,
      claimEnd: down,
      ended: down,
    });
    const running = await start({}, { services: [rooms] });
    const call = await (await running.caller().dial()).enter("12345");
    await call.untilEnded();
    expect(call.heard).toEqual(["enter-pin", "meeting-unavailable"]);
  });
});

describe("the notifier for moderators from the web", () => {
  const joinedEvent = (eventType = "chime:AttendeeJoined", externalUserId = "host-7") => ({
    source: "aws.chime",
    "detail-type": "Chime Meeting State Change",
    detail: { eventType, externalMeetingId: "board", externalUserId, attendeeId: "att-7" },
  });
  const notified = async () => {
    const rooms = await serviceOf(MeetingRooms, memoryRooms());
    const sent: string[] = [];
    const notify = waitingRoomNotifier({
      rooms,
      commands: {
        async send({ transactionId, command }) {
          sent.push(`${command} ${transactionId}`);
          return "sent";
        },
      },
      isModerator: (user) => user.startsWith("host-"),
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    });
    await rooms.wait("board", "t-1");
    return { rooms, sent, notify };
  };

  it("lets those in who wait", async () => {
    const { sent, notify, rooms } = await notified();
    await notify(joinedEvent());
    expect(sent).toEqual(["admit t-1"]);
    expect(await rooms.look("board")).toMatchObject({ open: true });
  });

  it("closes the room when he leaves", async () => {
    const { notify, rooms } = await notified();
    await notify(joinedEvent());
    await notify(joinedEvent("chime:AttendeeLeft"));
    expect(await rooms.look("board")).toMatchObject({ open: false });
  });

  it("leaves out participants, and events that are none of a meeting", async () => {
    const { sent, notify } = await notified();
    await notify(joinedEvent("chime:AttendeeJoined", "guest-1"));
    await notify({ source: "aws.ec2" });
    expect(sent).toEqual([]);
  });
});
