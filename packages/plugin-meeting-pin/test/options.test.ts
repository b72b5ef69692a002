import { describe, expect, it } from "vitest";
import { joinMeeting, meetingPin } from "../src/index.js";

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
  });

  it("of joinMeeting are checked too", () => {
    expect(() => joinMeeting({ mediaRegion: "moon", maxAttempts: 9 })).toThrow(
      'join-meeting.mediaRegion: must be a region such as us-east-1, given "moon"',
    );
  });
});
