import { type Binding, definePlugin, end, ivr, speak, value } from "@switchhook/core";
import { MeetingRooms, Meetings, memoryRooms } from "@switchhook/plugin-meeting-pin";
import type { SimulatedCall } from "@switchhook/simulator";
import { afterEach, describe, expect, it } from "vitest";
import {
  type DialIn,
  dialAndType,
  joined,
  listed,
  startDialIn,
} from "../../plugin-meeting-pin/test/dial-in.js";
import { type AttendeeControlsOptions, attendeeCommands, attendeeControls, usualKeys } from "../src/index.js";

let app: DialIn | undefined;
afterEach(() => app?.close());

const board = listed({
  "12345": { id: "board" },
  "99999": { id: "board", role: "moderator" },
  "54321": { id: "weekly" },
});
const all = ["mute", "count", "leave", "muteOthers", "lock", "end"] as const;
const start = async (
  options: AttendeeControlsOptions = { keys: usualKeys, commands: all },
  services: Binding[] = [],
) => {
  app = await startDialIn(board, {
    features: [attendeeControls(options)],
    join: { lockable: true, afterwards: "another-pin" },
    services,
  });
  return app;
};
let numbers = 0;
const number = () => `+1206555${String(2000 + numbers++)}`;
const participant = (running: DialIn) => dialAndType(running, ["12345"], number());
const moderator = (running: DialIn) => dialAndType(running, ["99999"], number());
const last = (call: SimulatedCall) => call.heard.at(-1);
const attendees = (running: DialIn) => [...(running.meetings.store.all()[0]?.attendees.values() ?? [])];

describe("the keys of a participant", () => {
  it("mute him and let him be heard again, which he alone hears", async () => {
    const running = await start();
    const [one, other] = [await participant(running), await participant(running)];
    const before = other.heard.length;
    await one.enter("*6");
    await one.elapse(1500);
    expect(last(one)).toBe("muted");
    expect(attendees(running).map(({ muted }) => muted)).toEqual([true, false]);
    await one.enter("*6");
    await one.elapse(1500);
    expect(last(one)).toBe("unmuted");
    expect(attendees(running).map(({ muted }) => muted)).toEqual([false, false]);
    expect(other.heard).toHaveLength(before);
  });

  it("tell him how many are in the meeting, those from the web too", async () => {
    const running = await start();
    const call = await participant(running);
    await participant(running);
    const [meeting] = running.meetings.store.all();
    if (meeting) running.meetings.store.admit(meeting, "from-the-web");
    await call.enter("*2");
    expect(last(call)).toBe("attendee-count 3");
  });

  it("take him out of the meeting, to another PIN", async () => {
    const running = await start();
    const call = await participant(running);
    await call.enter("*0");
    await call.enter("54321");
    expect(running.meetings.store.all().map(({ externalMeetingId }) => externalMeetingId)).toEqual([
      "board",
      "weekly",
    ]);
    expect(call.problems).toEqual([]);
  });

  it("read the keys out with *#, without those of moderators", async () => {
    const call = await participant(await start());
    await call.enter("*#");
    expect(last(call)).toBe(
      "To mute or unmute yourself, press star 6. To hear how many are in the meeting, press star 2. To leave the meeting, press star 0.",
    );
  });

  it.each(["*5", "*4", "*8"])("are not those of moderators: %s", async (keys) => {
    const running = await start();
    const call = await participant(running);
    await call.enter(keys);
    expect(last(call)).toBe("not-allowed");
    expect(running.meetings.store.all()[0]?.live).toBe(true);
  });

  it("do nothing before the meeting", async () => {
    const running = await start();
    const call = await running.caller().dial();
    await call.enter("*6");
    expect(call.heard).not.toContain("muted");
    expect(joined(call)).toBe(false);
  });
});

describe("the keys of a moderator", () => {
  it("mute all others and let them be heard again, not himself", async () => {
    const running = await start();
    const host = await moderator(running);
    await participant(running);
    await participant(running);
    await host.enter("*5");
    await host.elapse(1500);
    expect(last(host)).toBe("others-muted");
    expect(attendees(running).map(({ muted }) => muted)).toEqual([false, true, true]);
    await host.enter("*5");
    await host.elapse(1500);
    expect(last(host)).toBe("others-unmuted");
    expect(attendees(running).some(({ muted }) => muted)).toBe(false);
  });

  it("mute the rest although somebody has left in between (3.14)", async () => {
    const running = await start();
    const host = await moderator(running);
    await participant(running);
    const [meeting] = running.meetings.store.all();
    // Has a place, and is not in: the service refuses the whole list because of him.
    if (meeting) running.meetings.store.admit(meeting, "8f2b0a52-1df2-4fd1-9a73-0d0f7d0f0001");
    await host.enter("*5");
    await host.elapse(3000);
    expect(last(host)).toBe("others-muted");
    expect(attendees(running).map(({ muted }) => muted)).toEqual([false, true, false]);
  });

  it("send lists of more than a hundred in several actions (3.14)", async () => {
    const running = await start();
    const host = await moderator(running);
    const [meeting] = running.meetings.store.all();
    for (let index = 0; meeting && index < 230; index++) {
      const id = `8f2b0a52-1df2-4fd1-9a73-${String(index).padStart(12, "0")}`;
      const attendee = running.meetings.store.admit(meeting, id);
      if (attendee)
        running.meetings.store.join(meeting.meetingId, attendee.joinToken, { ended() {}, muted() {} });
    }
    await host.enter("*5");
    await host.elapse(5000);
    const sizes = host.responses.flatMap(({ Actions }) =>
      (Actions ?? []).flatMap((action) =>
        action.Type === "ModifyChimeMeetingAttendees" ? [action.Parameters.AttendeeList.length] : [],
      ),
    );
    expect(sizes).toEqual([100, 100, 30]);
    expect(attendees(running).filter(({ muted }) => muted)).toHaveLength(230);
    expect(last(host)).toBe("others-muted");
  });

  it("say so where there is nobody else", async () => {
    const host = await moderator(await start());
    await host.enter("*5");
    expect(last(host)).toBe("nobody-else");
  });

  it("lock the meeting and unlock it", async () => {
    const running = await start();
    const host = await moderator(running);
    await host.enter("*4");
    expect(last(host)).toBe("locked");
    const late = await participant(running);
    await late.untilEnded();
    expect(last(late)).toBe("meeting-locked");
    await host.enter("*4");
    expect(last(host)).toBe("unlocked");
    expect(joined(await participant(running))).toBe(true);
  });

  it("end the meeting for all", async () => {
    const running = await start();
    const [host, guest] = [await moderator(running), await participant(running)];
    await host.enter("*8");
    for (const call of [host, guest]) {
      await call.untilQuiet();
      expect(call.heard.slice(-2)).toEqual(["meeting-ended", "another-pin"]);
    }
    expect(running.meetings.store.all()[0]?.live).toBe(false);
  });

  it("are read out to him with the others", async () => {
    const host = await moderator(await start());
    await host.enter("*#");
    expect(last(host)).toMatch(/To end the meeting for all, press star 8\.$/);
  });
});

describe("commands from outside", () => {
  const commanded = async () => {
    const running = await start({ commands: all });
    const calls = [await moderator(running), await participant(running)];
    const [host, guest] = calls as [SimulatedCall, SimulatedCall];
    const commands = attendeeCommands({
      async send({ transactionId, command, args = {} }) {
        const call = calls.find((one) => one.call.transactionId === transactionId);
        if (!call) return "gone";
        call.call.update({ ...args, command });
        await call.elapse(2500);
        return "sent";
      },
    });
    return { running, host, guest, commands, id: (call: SimulatedCall) => call.call.transactionId };
  };

  it("mute a caller and let him be heard, whatever he is already", async () => {
    const { running, guest, commands, id } = await commanded();
    await commands.mute(id(guest));
    await commands.mute(id(guest));
    expect(attendees(running)[1]?.muted).toBe(true);
    await commands.unmute(id(guest));
    expect(attendees(running)[1]?.muted).toBe(false);
    expect(last(guest)).toBe("unmuted");
  });

  it("do what only moderators may do, for a program may do everything", async () => {
    const { running, host, guest, commands, id } = await commanded();
    await commands.muteOthers(id(guest));
    expect(attendees(running)[0]?.muted).toBe(true);
    await commands.unmuteOthers(id(guest));
    expect(attendees(running)[0]?.muted).toBe(false);
    await commands.lock(id(guest));
    expect(last(guest)).toBe("locked");
    await commands.unlock(id(guest));
    expect(last(guest)).toBe("unlocked");
    await commands.sayCount(id(guest));
    expect(last(guest)).toBe("attendee-count 2");
    await commands.endMeeting(id(guest));
    expect(running.meetings.store.all()[0]?.live).toBe(false);
    expect([...host.problems, ...guest.problems]).toEqual([]);
  });

  it("mute some attendees by id", async () => {
    const { running, host, guest, commands, id } = await commanded();
    const ids = attendees(running).map(({ attendeeId }) => attendeeId);
    await commands.modify(id(host), "Mute", ids);
    expect(attendees(running).every(({ muted }) => muted)).toBe(true);
    expect(guest.problems).toEqual([]);
  });

  it("take a caller out of the meeting", async () => {
    const { guest, commands, id } = await commanded();
    await commands.leave(id(guest));
    await guest.untilQuiet();
    expect(last(guest)).toBe("enter-pin");
  });

  it("to a call that is over are told so", async () => {
    const { commands } = await commanded();
    await expect(commands.mute("no-such-call")).resolves.toBe("gone");
  });

  it("are none unless the options allow them", async () => {
    const running = await start({});
    const call = await participant(running);
    call.call.update({ command: "end-meeting" });
    await call.elapse(1000);
    expect(running.meetings.store.all()[0]?.live).toBe(true);
    expect(running.log.some(({ fields }) => fields.code === "IVR_COMMAND_UNKNOWN")).toBe(true);
  });
});

describe("a service that fails", () => {
  it.each([
    ["throttled", (running: DialIn) => running.meetings.faults.throttle("ListAttendees")],
    ["denied", (running: DialIn) => running.meetings.faults.fail("ListAttendees", 403, "ForbiddenException")],
  ])("is said to the one who pressed, and the call goes on: %s", async (_, fault) => {
    const running = await start();
    const call = await participant(running);
    fault(running);
    await call.enter("*2");
    expect(last(call)).toBe("mute-failed");
    expect(call.call.ended).toBe(false);
    expect(running.log.some(({ fields }) => fields.code === "IVR_MEETING_UNAVAILABLE")).toBe(true);
  });

  it("is said within the time of a feature: a service that does not answer", async () => {
    const running = await start();
    const call = await participant(running);
    running.meetings.faults.hang("ListAttendees");
    call.call.press("*");
    await call.elapse(200);
    call.call.press("2");
    await call.elapseMeanwhile(1200);
    await call.elapseMeanwhile(1300);
    await call.elapse(500);
    expect(last(call)).toBe("mute-failed");
  });

  it("does not lock what cannot be locked", async () => {
    const down = () => Promise.reject(new Error("the table is gone"));
    const running = await start({ keys: usualKeys }, [
      value(MeetingRooms, {
        look: down,
        lock: down,
        wait: down,
        leave: down,
        leavePlaceBehind: down,
        claimEnd: down,
        ended: down,
        enter: async () => ({ open: true, locked: false, waiting: [], inside: [], placesBehind: [] }),
      }),
    ]);
    const host = await moderator(running);
    await host.enter("*4");
    expect(last(host)).toBe("mute-failed");
  });
});

describe("attendeeControls beside other plugins", () => {
  const flow = (options: AttendeeControlsOptions, ...services: Binding[]) =>
    ivr()
      .use(attendeeControls(options))
      .use(definePlugin({ name: "bye", step: { ask: () => end([speak({ Text: "Bye." })]) } }))
      .bind(...services);

  it("needs a service of meetings for what is about others only, and says so at build", () => {
    expect(() => flow({ keys: { count: "*2" } }).build()).toThrow(
      /attendee-controls depends on the service Meetings/,
    );
    expect(() => flow({ keys: { lock: "*4" } }, memoryRooms()).build()).not.toThrow(/Meetings,/);
    expect(() => flow({}).build()).not.toThrow(/depends on the service Meetings/);
    expect(Meetings.name).toBe("Meetings");
  });
});
