import { branch, definePlugin, ivr, line, PromptStore, value } from "@switchhook/core";
import { describe, expect, it } from "vitest";
import { joinMeeting, meetingPin, memoryGuessGuard, openDirectory } from "../src/index.js";
import { pinLengths } from "../src/pin-lengths.js";

describe("the options", () => {
  it("of meetingPin are refused all at once, with path, value and what is expected", () => {
    const make = () =>
      meetingPin({ maxAttempts: 0, digits: { min: 6, max: 4, terminators: ["A"] }, colour: "blue" } as never);
    expect(make).toThrow("meeting-pin.maxAttempts");
    expect(make).toThrow('meeting-pin.digits.terminators.0: must be one of 0-9 * #, given "A"');
    expect(make).toThrow("colour");
    expect(() => meetingPin({ digits: { min: 6, max: 4 } })).toThrow(
      "meeting-pin.digits.max: must not be below min",
    );
    expect(() => meetingPin({ operator: { key: "*", line: line() } })).toThrow(
      "meeting-pin.operator.key: must not be the key that starts over",
    );
  });

  it("of meetingPin refuse keys that end the input, for they could do nothing else", () => {
    const make = () =>
      meetingPin({
        digits: { terminators: ["#", "*"] },
        operator: { key: "#", line: line() },
      });
    expect(make).toThrow("meeting-pin.startOver: must not be one of digits.terminators");
    expect(make).toThrow("meeting-pin.operator.key: must not be one of digits.terminators");
    expect(() => meetingPin({ digits: { terminators: ["*"] }, startOver: false })).not.toThrow();
  });

  it("of meetingPin take sentences for closed meetings, and refuse others", () => {
    const closed = { de: { opens: "{time}" }, "no tag": { opens: "", over: "" } };
    const make = () => meetingPin({ closed } as never);
    expect(make).toThrow("meeting-pin.closed.de.over");
    expect(make).toThrow("meeting-pin.closed.no tag");
  });

  it("of meetingPin give the directory's lengths way, one by one", () => {
    expect(pinLengths({}, {})).toEqual({ min: 3, max: 5 });
    expect(pinLengths({}, { pinLengths: { min: 6, max: 8 } })).toEqual({ min: 6, max: 8 });
    expect(pinLengths({ max: 4 }, { pinLengths: { min: 6, max: 8 } })).toEqual({ min: 4, max: 4 });
    expect(pinLengths({ min: 9 }, { pinLengths: { min: 6, max: 8 } })).toEqual({ min: 9, max: 9 });
  });

  it("of the guard are refused all at once, with path, value and what is expected", () => {
    const make = () =>
      memoryGuessGuard({ perCaller: { tries: 0 }, perListing: { blockMs: 5000, longestBlockMs: 2000 } });
    expect(make).toThrow("memory-guess-guard.perCaller.tries: Too small: expected number to be >=1, given 0");
    expect(make).toThrow(
      "memory-guess-guard.perListing.longestBlockMs: must not be below blockMs, given 2000",
    );
    expect(() => memoryGuessGuard({ perCaller: { trys: 3 } } as never)).toThrow("trys");
  });

  it("let meetingPin stand in a line of a step that branches, with a guard that is bound", () => {
    const menu = (ownGuard: boolean) =>
      definePlugin({
        name: "menu",
        step: { lines: { meetings: line().use(meetingPin({ ownGuard })) }, ask: () => branch("meetings") },
      });
    const build = (ownGuard: boolean) =>
      ivr()
        .use(menu(ownGuard))
        .bind(value(PromptStore, {} as never), openDirectory(), memoryGuessGuard())
        .build();
    expect(() => build(true)).toThrow("a branch has steps only");
    expect(() => build(false)).not.toThrow();
  });

  it("of joinMeeting are checked too", () => {
    expect(() => joinMeeting({ mediaRegion: "moon", maxAttempts: 9 })).toThrow(
      'join-meeting.mediaRegion: must be a region such as us-east-1, given "moon"',
    );
  });
});
