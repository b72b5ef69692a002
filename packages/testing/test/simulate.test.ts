import { value } from "@switchhook/core";
import { MeetingDirectory } from "@switchhook/plugin-meeting-pin";
import { describe, expect, it } from "vitest";
import "../src/matchers.js";
import { deny, simulate, throttle } from "../src/index.js";
import { dialIn } from "./flow.js";

describe("a simulated call", () => {
  it("reads as the call does", async () => {
    const call = await simulate({ build: dialIn }).dial();
    expect(call).toBeAskedFor("enter-pin");
    await call.press("12345");
    expect(call).toJoinMeeting("weekly");
    await call.press("*9");
    expect(call).toHear("enter-pin", "recording-started");
    expect(call).toBeRecorded();
    expect(call).not.toBeMuted();
    await call.hangUp();
    expect(call).toEnd("hung up");
  });

  it("is one of several in one meeting", async () => {
    const simulation = simulate({ build: dialIn });
    const calls = [await simulation.dial(), await simulation.dial({ from: "+12065550177" })];
    for (const call of calls) await call.press("12345");
    expect(simulation.meetings.all()).toHaveLength(1);
    expect(simulation.meetings.all()[0]?.attendees.size).toBe(2);
  });

  it("has services replaced by value", async () => {
    const fake = value(MeetingDirectory, { find: (pin) => (pin === "999" ? { id: "board" } : undefined) });
    const call = await simulate({ build: dialIn }, { services: [fake] }).dial();
    await call.press("999#");
    expect(call).toJoinMeeting("board");
  });

  it("survives a service that throttles twice, in one line", async () => {
    const call = await simulate({ build: dialIn }, { faults: { meetings: throttle(2) } }).dial();
    await call.press("12345");
    expect(call).toJoinMeeting();
  });

  it("hears that it does not work when an operation is denied", async () => {
    const call = await simulate({ build: dialIn }, { faults: { CreateAttendee: deny() } }).dial();
    await call.press("12345");
    expect(call).toHear("enter-pin", "meeting-unavailable");
    expect(call).toEnd();
  });

  it("is a transcript that people can review", async () => {
    const call = await simulate({ build: dialIn }).dial();
    await call.press("777#");
    await call.press("12345");
    await call.hangUp();
    expect(call).toMatchTranscript();
  });

  it("takes updates from outside, and silence", async () => {
    const call = await simulate({ build: dialIn }).dial();
    await call.update({ command: "nothing-of-ours" });
    await call.untilEnded();
    expect(call).toHear("goodbye");
  });
});

describe("an expectation that is not met", () => {
  const messageOf = (work: () => void): string => {
    try {
      work();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    return "";
  };

  it("shows the call, with the place marked", async () => {
    const call = await simulate({ build: dialIn }).dial();
    await call.press("777#");
    const message = messageOf(() => expect(call).toJoinMeeting());
    expect(message).toMatch(/expected the caller to join a meeting; joined none/);
    expect(message).toMatch(/^ {2}00:00\.0 .*This is enter-pin/m);
    expect(message).toMatch(/^▶ 00:0\d\.\d .*waits 10 s/m);
  });

  it.each([
    [
      "toHear",
      (call: never) => expect(call).toHear("nothing-like-it"),
      /to hear nothing-like-it; heard enter-pin/,
    ],
    [
      "toHear, in another order",
      (call: never) => expect(call).toHear("invalid-pin", "enter-pin"),
      /heard 1 of 2/,
    ],
    ["toBeAskedFor", (call: never) => expect(call).toBeAskedFor("enter-pin"), /is asked for invalid-pin/],
    ["toBeRecorded", (call: never) => expect(call).toBeRecorded(), /no recording was started/],
    ["toBeMuted", (call: never) => expect(call).toBeMuted(), /can be heard/],
    ["toEnd", (call: never) => expect(call).toEnd(), /the call is up/],
    ["not.toHear", (call: never) => expect(call).not.toHear("enter-pin"), /not to hear enter-pin/],
  ])("says what was instead: %s", async (_, expectation, message) => {
    const call = await simulate({ build: dialIn }).dial();
    await call.press("777#");
    expect(messageOf(() => expectation(call as never))).toMatch(message);
  });

  it("is about callers only", () => {
    expect(() => expect("a string").toEnd()).toThrow(/is about a caller/);
  });
});
