import { describe, expect, it } from "vitest";
import { attendeeControls } from "../src/index.js";

// What the keys do is tested in whole calls, in apps/lambda/test.
describe("the options of attendeeControls", () => {
  it("are refused all at once, with path, value and what is expected", () => {
    const make = () =>
      attendeeControls({ muteKeys: "mute", prompts: { muted: "" }, colour: "blue" } as never);
    expect(make).toThrow('attendee-controls.muteKeys: must be one to ten of 0-9 * #, given "mute"');
    expect(make).toThrow("attendee-controls.prompts.muted");
    expect(make).toThrow("colour");
  });

  it("claim the keys *6 by default, and others when told so", () => {
    const keysOf = (plugin: ReturnType<typeof attendeeControls>) =>
      Object.keys(plugin.definition.feature?.digits ?? {});
    expect(keysOf(attendeeControls())).toEqual(["*6"]);
    expect(keysOf(attendeeControls({ muteKeys: "*1" }))).toEqual(["*1"]);
  });
});
