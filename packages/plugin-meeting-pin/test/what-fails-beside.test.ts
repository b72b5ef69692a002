import {
  type Binding,
  definePlugin,
  hangup,
  nameOfSaid,
  PromptStore,
  playAudio,
  speak,
  speakAndCollectDigits,
  value,
} from "@switchhook/core";
import type { SimulatedCall } from "@switchhook/simulator";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type JoinMeetingOptions, MeetingRooms, memoryRooms } from "../src/index.js";
import { type DialIn, dialAndType, joined, listed, startDialIn } from "./dial-in.js";
import { serviceOf } from "./service-of.js";

let app: DialIn | undefined;
afterEach(() => app?.close());

const board = listed({ "12345": { id: "board" }, "99999": { id: "board", role: "moderator" } });
const start = async (...args: Parameters<typeof startDialIn> extends [unknown, ...infer R] ? R : never) => {
  app = await startDialIn(board, ...args);
  return app;
};
const leaves = definePlugin({
  name: "leaves",
  feature: { digits: { "*0": ({ call }) => (call.legB ? [hangup({ CallId: call.legB.callId })] : []) } },
});
const endMeetings = ({ meetings }: DialIn) => {
  for (const { meetingId } of meetings.store.all()) meetings.store.end(meetingId);
};
const isJoined = (event: SimulatedCall["events"][number]) =>
  event.InvocationEventType === "ACTION_SUCCESSFUL" &&
  "ActionData" in event &&
  event.ActionData?.Type === "JoinChimeMeeting";
const warned = (running: DialIn, message: RegExp) =>
  running.log.some((entry) => entry.level !== "info" && message.test(entry.message));
/** Lets time pass while the service is asked and does not answer. */
const unanswered = async ({ clock }: DialIn, isAsked: () => boolean, ms = 2000) => {
  while (!isAsked()) await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(ms);
};

describe("a place that cannot be given back", () => {
  it.each([
    ["throttled", ({ meetings }: DialIn) => meetings.faults.throttle("DeleteAttendee")],
    ["denied", ({ meetings }: DialIn) => meetings.faults.fail("DeleteAttendee", 403, "ForbiddenException")],
  ])("costs the caller nothing who stays when his meeting has ended: %s", async (_, fault) => {
    const running = await start({ join: { afterwards: "another-pin" } });
    const call = await dialAndType(running, ["12345"]);
    fault(running);
    endMeetings(running);
    await call.untilQuiet();
    expect(call.heard.slice(1)).toEqual(["meeting-ended", "another-pin"]);
    expect(warned(running, /place/)).toBe(true);
  });

  it("costs him nothing who leaves by a key", async () => {
    const running = await start({ join: { afterwards: "another-pin" }, features: [leaves] });
    const call = await dialAndType(running, ["12345"]);
    running.meetings.faults.fail("DeleteAttendee", 403, "ForbiddenException");
    await call.enter("*0");
    expect(call.heard.at(-1)).toBe("enter-pin");
  });

  it("for the service does not answer is given up in time", async () => {
    const running = await start({ join: { afterwards: "another-pin" } });
    const call = await dialAndType(running, ["12345"]);
    running.meetings.faults.hang("DeleteAttendee");
    endMeetings(running);
    await unanswered(running, () => running.meetings.requests.has("DeleteAttendee"));
    await call.untilQuiet();
    expect(call.heard.slice(1)).toEqual(["meeting-ended", "another-pin"]);
  });

  it("for the rooms are out of order costs him nothing either", async () => {
    let out = false;
    const room = { open: true, locked: false, waiting: [], inside: [], placesBehind: [] };
    const answer = () => (out ? Promise.reject(new Error("the table is gone")) : Promise.resolve(room));
    const leaving = { leave: answer, leavePlaceBehind: answer };
    const rooms = { look: answer, wait: answer, enter: answer, ...leaving, lock: answer };
    const running = await start({
      join: { afterwards: "another-pin", lockable: true },
      services: [value(MeetingRooms, { ...rooms, claimEnd: async () => undefined, ended: async () => {} })],
    });
    const call = await dialAndType(running, ["12345"]);
    out = true;
    endMeetings(running);
    await call.untilQuiet();
    expect(call.heard.slice(1)).toEqual(["meeting-ended", "another-pin"]);
  });
});

describe("the last caller of a meeting that is to be deleted", () => {
  const live = ({ meetings }: DialIn) => meetings.store.all().filter((meeting) => meeting.live);
  const last = async (join: JoinMeetingOptions, ...services: Binding[]) => {
    const running = await start({ join: { deleteMeeting: true, ...join }, services });
    return { running, call: await dialAndType(running, ["12345"]) };
  };

  it("deletes it with his own place, where that could not be given back", async () => {
    const { running, call } = await last({});
    running.meetings.faults.fail("DeleteAttendee", 403, "ForbiddenException");
    await call.hangUp();
    expect(live(running)).toEqual([]);
  });

  it("deletes it with his own place, where the service does not answer whether that was given back", async () => {
    const { running, call } = await last({});
    const { meetings } = running;
    meetings.faults.hang("DeleteAttendee");
    const gone = call.hangUp();
    await unanswered(running, () => meetings.requests.has("DeleteAttendee"), 600);
    await unanswered(running, () => meetings.requests.has("DeleteMeeting"), 400);
    await gone;
    expect(live(running)).toEqual([]);
  });

  it("leaves it to another whose place is still there", async () => {
    const { running, call } = await last({});
    const [meeting] = live(running);
    if (meeting) running.meetings.store.admit(meeting, "from-the-web");
    running.meetings.faults.fail("DeleteAttendee", 403, "ForbiddenException");
    await call.hangUp();
    expect(live(running)).toHaveLength(1);
    expect(warned(running, /cleanup of join-meeting/)).toBe(true);
  });

  it.each(["DeleteAttendee", "ListAttendees", "DeleteMeeting"] as const)(
    "takes the lock off although the service does not answer: %s",
    async (operation) => {
      const rooms = await serviceOf(MeetingRooms, memoryRooms());
      const { running, call } = await last({ lockable: true }, value(MeetingRooms, rooms));
      await rooms.lock("board", true);
      running.meetings.faults.hang(operation);
      const gone = call.hangUp();
      await unanswered(running, () => running.meetings.requests.has(operation), 1490);
      await gone;
      expect(await rooms.look("board")).toMatchObject({ locked: false, inside: [] });
    },
  );
});

describe("a place that could not be joined", () => {
  const notJoined = async () => {
    const running = await start();
    vi.spyOn(running.meetings.store, "join").mockReturnValueOnce(undefined);
    return running;
  };

  it("is given back before another is taken, for it counts like one", async () => {
    const running = await notJoined();
    const call = await dialAndType(running, ["12345"]);
    await call.elapse(2000);
    expect(call.events.some(isJoined)).toBe(true);
    expect(running.meetings.requests.get("DeleteAttendee")).toBe(1);
  });

  it.each([
    ["throttled", ({ meetings }: DialIn) => meetings.faults.throttle("DeleteAttendee")],
    ["denied", ({ meetings }: DialIn) => meetings.faults.fail("DeleteAttendee", 403, "ForbiddenException")],
  ])("does not keep the caller out when that does not work: %s", async (_, fault) => {
    const running = await notJoined();
    fault(running);
    const call = await dialAndType(running, ["12345"]);
    await call.elapse(2000);
    expect(call.events.some(isJoined)).toBe(true);
    expect(warned(running, /place/)).toBe(true);
  });

  it("does not keep him out when the service does not answer", async () => {
    const running = await notJoined();
    running.meetings.faults.hang("DeleteAttendee");
    const call = await running.caller().dial();
    const typed = call.enter("12345");
    await unanswered(running, () => running.meetings.requests.has("DeleteAttendee"), 600);
    await typed;
    await call.elapse(2000);
    expect(call.events.some(isJoined)).toBe(true);
  });
});

describe("who has just joined stays in the meeting", () => {
  it("when the service does not say how many are there", async () => {
    const running = await start({ join: { announce: { position: true } } });
    running.meetings.faults.hang("ListAttendees");
    const call = await running.caller().dial();
    const typed = call.enter("12345");
    await unanswered(running, () => running.meetings.requests.has("ListAttendees"));
    await (await typed).elapse(3000);
    expect(joined(call)).toBe(true);
    expect(call.call.ended).toBe(false);
    expect(call.heard).toEqual(["enter-pin"]);
    expect(warned(running, /counted/)).toBe(true);
  });

  it("as the moderator when those who wait cannot be told in time", async () => {
    const running = await start({ join: { waitingRoom: {} } });
    const waits = await running.caller("+12065550177").dial();
    await waits.press("12345");
    await waits.elapse(3000);
    running.meetings.faults.hang("voice");
    const moderator = await running.caller().dial();
    const typed = moderator.enter("99999");
    await unanswered(running, () => moderator.events.some(isJoined));
    await (await typed).elapse(3000);
    expect(moderator.call.ended).toBe(false);
    expect(moderator.heard).toEqual(["enter-pin"]);
  });

  it("when his name cannot be played to it", async () => {
    const running = await start({
      unreadable: "the-names",
      join: { announce: { names: { bucket: "the-names" } } },
    });
    const call = await (await running.caller().dial()).enter("12345");
    await call.elapse(8000);
    expect(joined(call)).toBe(true);
    expect(call.call.ended).toBe(false);
    expect(call.heard).toEqual(["enter-pin", "say-name"]);
    expect(warned(running, /could not be played/)).toBe(true);
  });
});

describe("who waits for the moderator goes on waiting", () => {
  it("when neither the music nor its text can be played, and is let in", async () => {
    const running = await start({ unreadable: "the-prompts", join: { waitingRoom: {} } });
    const call = await running.caller("+12065550177").dial();
    await call.press("12345");
    await call.elapse(25_000);
    expect(call.call.ended).toBe(false);
    expect(call.heard.slice(0, 2)).toEqual(["enter-pin", "waiting"]);
    expect(warned(running, /could not be played/)).toBe(true);
    await dialAndType(running, ["99999"]);
    await call.elapse(2000);
    expect(call.events.some(isJoined)).toBe(true);
    expect(call.problems).toEqual([]);
  });
});

describe("what is said of a caller who comes", () => {
  const tonesAndNames = { tones: true, names: { bucket: "the-names" } };
  const file = (name: string) =>
    playAudio({ AudioSource: { Type: "S3", BucketName: name, Key: `${name}.wav` } });
  const joins = ({ events }: SimulatedCall) => events.filter(isJoined).length;
  const heardByMeeting = (call: SimulatedCall) =>
    call.trace.flatMap((entry) =>
      "kind" in entry && entry.kind === "hears" && entry.leg === "LEG-B" ? [entry.sound] : [],
    );
  const comes = async (running: DialIn) => {
    const call = await (await running.caller().dial()).press("12345");
    while (!call.events.some(isJoined)) await call.elapse(100);
    return call;
  };

  it("is his name, also when the tone in front of it cannot be played", async () => {
    const prompts: Binding = value(PromptStore, {
      play: (said) =>
        nameOfSaid(said) === "entry-tone" ? file("no-tones") : speak({ Text: nameOfSaid(said) }),
      collect: (said, invalid) =>
        speakAndCollectDigits({
          SpeechParameters: { Text: nameOfSaid(said) },
          FailureSpeechParameters: { Text: nameOfSaid(invalid) },
          MaxNumberOfDigits: 5,
          RepeatDurationInMilliseconds: 8000,
        }),
    });
    const running = await start({
      unreadable: "no-tones",
      join: { announce: tonesAndNames },
      services: [prompts],
    });
    const call = await comes(running);
    await call.elapse(5000);
    expect(heardByMeeting(call)).toContainEqual(expect.objectContaining({ bucket: "the-names" }));
    expect(call.call.ended).toBe(false);
  });

  it("is not lost by a key that a feature answers, and does not join him once more", async () => {
    const answers = definePlugin({
      name: "answers",
      feature: { digits: { "*7": () => [speak({ Text: "pressed" })] } },
    });
    const running = await start({ join: { announce: tonesAndNames }, features: [answers] });
    const call = await comes(running);
    for (const key of "*7") call.call.press(key);
    await call.elapse(6000);
    expect(call.heard.at(-1)).toBe("pressed");
    expect(heardByMeeting(call).at(-1)).toMatchObject({ bucket: "the-names" });
    expect(joins(call)).toBe(1);
    const named = heardByMeeting(call).length;
    await call.enter("*7");
    await call.elapse(6000);
    expect(heardByMeeting(call)).toHaveLength(named);
  });
});
