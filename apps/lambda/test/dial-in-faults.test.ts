import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DialIn, pin, startDialIn } from "./dial-in.js";

let app: DialIn;
beforeEach(async () => {
  app = await startDialIn();
});
afterEach(() => app.close());

const joined = (call: Awaited<ReturnType<DialIn["caller"]>>) =>
  call.trace.flatMap((entry) => (entry.kind === "joined" ? [entry.meetingId] : []));

describe("Chime SDK Meetings in trouble", () => {
  it.each([
    ["throttled", 429, "ThrottlingException"],
    ["busy with the same request", 409, "ConflictException"],
    ["failing", 500, "ServiceFailureException"],
    ["unavailable", 503, "ServiceUnavailableException"],
  ])("is tried again when it is %s", async (_, status, code) => {
    app.meetings.faults.fail("CreateMeeting", status, code, 2);
    app.meetings.faults.fail("CreateAttendee", status, code, 2);
    const call = await (await app.caller().dial()).enter(`${pin}#`);
    expect(joined(call)).toHaveLength(1);
    expect(app.meetings.requests.get("CreateMeeting")).toBe(3);
    expect(app.meetings.requests.get("CreateAttendee")).toBe(3);
    expect(call.warnings).toEqual([]);
  });

  it.each([
    ["down", 503, "ServiceUnavailableException"],
    ["throttled all the time", 429, "ThrottlingException"],
    ["forbidden", 403, "ForbiddenException"],
  ])("is said to the caller when it is %s", async (_, status, code) => {
    app.meetings.faults.fail("CreateMeeting", status, code);
    const call = await (await app.caller().dial()).enter(`${pin}#`);
    expect(call.heard.at(-1)).toBe("meeting-unavailable");
    expect(call.call.ended).toBe(true);
    expect(call.warnings).toEqual([]);
    expect(app.log.some(({ fields }) => fields.code === "IVR_MEETING_UNAVAILABLE")).toBe(true);
  });

  it("is said to the caller when it is too slow, within the deadline of 4 s", async () => {
    app.meetings.faults.hang("CreateMeeting");
    const call = await app.caller().dial();
    await call.press(pin.slice(0, -1));
    call.call.press(pin.slice(-1));
    while (!app.meetings.requests.get("CreateMeeting")) await new Promise((resolve) => setImmediate(resolve));
    const asked = call.clock.now();
    await call.elapseMeanwhile(3200);
    await call.answered();
    expect(call.clock.now() - asked).toBeLessThan(4000);
    await call.untilEnded();
    expect(call.heard.at(-1)).toBe("meeting-unavailable");
    expect(call.warnings).toEqual([]);
  });

  it("is said to the caller when the meeting is full", async () => {
    app.meetings.faults.fail("CreateAttendee", 400, "LimitExceededException");
    const call = await (await app.caller().dial()).enter(`${pin}#`);
    expect(call.heard.at(-1)).toBe("meeting-full");
    expect(call.call.ended).toBe(true);
  });

  it("is tried once more when the join itself fails, then said to the caller", async () => {
    const call = app.caller({ rooms: { join: () => undefined, mute: () => undefined } });
    await (await call.dial()).enter(`${pin}#`);
    const joins = call.responses
      .flatMap(({ Actions }) => Actions ?? [])
      .filter(({ Type }) => Type === "JoinChimeMeeting");
    expect(joins).toHaveLength(2);
    expect(call.heard.at(-1)).toBe("meeting-unavailable");
    expect(call.call.ended).toBe(true);
  });
});

describe("meetings that end", () => {
  it("bring all callers of one PIN into one meeting", async () => {
    const calls = await Promise.all([1, 2, 3].map(() => app.caller().dial()));
    for (const call of calls) await call.enter(`${pin}#`);
    expect(new Set(calls.flatMap(joined)).size).toBe(1);
    expect(app.meetings.store.all()[0]?.attendees.size).toBe(3);
  });

  it("say so to a caller who is in it, and hang up (4.5: LEG-B ends first)", async () => {
    const call = await (await app.caller().dial()).enter(`${pin}#`);
    app.meetings.store.end(joined(call)[0] ?? "");
    await call.untilEnded();
    expect(call.heard.at(-1)).toBe("meeting-ended");
    expect(call.call.ended).toBe(true);
    expect(call.warnings).toEqual([]);
  });

  it("bring everybody who calls again into one next meeting", async () => {
    const first = await (await app.caller().dial()).enter(`${pin}#`);
    app.meetings.store.end(joined(first)[0] ?? "");
    const again = await Promise.all([1, 2, 3].map(() => app.caller({ handler: app.coldHandler() }).dial()));
    for (const call of again) await call.enter(`${pin}#`);
    const meetings = new Set(again.flatMap(joined));
    expect(meetings.size).toBe(1);
    expect(meetings.has(joined(first)[0] ?? "")).toBe(false);
  });
});

describe("prompts that are missing in S3", () => {
  it("are spoken for the rest of the call, cost no try, and are logged with what to check", async () => {
    const call = await app.caller({ audio: { durationOf: () => undefined } }).dial();
    await call.enter("999#");
    await call.enter(`${pin}#`);
    expect(joined(call)).toHaveLength(1);
    const spoken = call.trace.flatMap((entry) =>
      entry.kind === "hears" && "text" in entry.sound ? [entry.sound.text] : [],
    );
    expect(spoken.slice(0, 2)).toEqual([
      "Welcome to the meeting line.",
      "Please enter your meeting PIN, followed by the pound key.",
    ]);
    const broken = app.log.filter(({ fields }) => fields.code === "IVR_PROMPT_BROKEN");
    expect(broken.length).toBeGreaterThan(0);
    expect(String(broken[0]?.fields.hint)).toContain("audio/wav");
    expect(call.problems).toEqual([]);
  });

  it("do not end a call that is saying goodbye", async () => {
    const durationOf = (_: string, key: string) => (key === "goodbye.wav" ? undefined : 500);
    const call = await app.caller({ audio: { durationOf } }).dial();
    for (const wrong of ["999#", "998#", "997#"]) await call.enter(wrong);
    await call.untilEnded();
    expect(call.heard.at(-1)).toContain("Goodbye");
    expect(call.trace.find((entry) => entry.kind === "call ended")).toMatchObject({ why: "the IVR hung up" });
  });
});

type Caller = ReturnType<DialIn["caller"]>;

const points: [string, (call: Caller) => Promise<unknown>][] = [
  [
    "during the greeting",
    (call) => {
      call.call.begin();
      return call.answered();
    },
  ],
  ["at the PIN prompt", (call) => call.dial()],
  ["in the middle of the PIN", async (call) => (await call.dial()).press("12")],
  ["while being joined", async (call) => (await call.dial()).press(pin)],
  ["in the meeting", async (call) => (await call.dial()).enter(`${pin}#`)],
  [
    "while a confirmation is played",
    async (call) => {
      await (await (await call.dial()).enter(`${pin}#`)).press("*6");
      await call.elapse(1100);
    },
  ],
];

describe("a caller who hangs up", () => {
  it.each(points)("%s leaves nothing behind", async (_, until) => {
    for (const hangUpInAction of ["action, then hangup", "hangup only"] as const) {
      const call = app.caller({ rules: { hangUpInAction } });
      await until(call);
      await call.hangUp();
      expect(call.call.ended).toBe(true);
      expect(call.warnings).toEqual([]);
      expect(call.responses.at(-1)?.Actions).toEqual([]);
      expect(app.log.filter(({ level }) => level === "error")).toEqual([]);
      expect(call.clock.pending).toBe(0);
      for (const { attendees } of app.meetings.store.all()) expect(attendees.size).toBe(0);
    }
  });

  it("leg by leg hears of both ends once (7.2 t)", async () => {
    const call = app.caller({ rules: { callerLeavesMeeting: "leg by leg" } });
    await (await call.dial()).enter(`${pin}#`);
    await call.hangUp();
    await call.untilEnded();
    expect(call.call.legs.every(({ status }) => status === "Disconnected")).toBe(true);
    expect(app.meetings.requests.get("DeleteAttendee")).toBe(1);
    expect(call.warnings).toEqual([]);
  });
});
