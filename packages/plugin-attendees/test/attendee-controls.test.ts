import { definePlugin, ivr } from "@switchhook/core";
import { describe, expect, it } from "vitest";
import { attendeeControls, usualKeys } from "../src/index.js";

describe("the options of attendeeControls", () => {
  it("are refused all at once, with path, value and what is expected", () => {
    const make = () =>
      attendeeControls({ keys: { mute: "mute" }, prompts: { muted: "" }, colour: "blue" } as never);
    expect(make).toThrow('attendee-controls.keys.mute: must be one to ten of 0-9 * #, given "mute"');
    expect(make).toThrow("attendee-controls.prompts.muted");
    expect(make).toThrow("colour");
  });

  it("refuse one key for two controls", () => {
    expect(() => attendeeControls({ keys: { lock: "*6" } })).toThrow(
      /attendee-controls\.keys\.lock: is the key of mute already/,
    );
  });

  it("refuse commands that there are none of", () => {
    expect(() => attendeeControls({ commands: ["dance" as "mute"] })).toThrow(
      /attendee-controls\.commands\.0/,
    );
  });

  const keysOf = (plugin: ReturnType<typeof attendeeControls>) =>
    Object.keys(plugin.definition.feature?.digits ?? {});
  it("claim the keys *6 by default, others when told so, and the usual ones together", () => {
    expect(keysOf(attendeeControls())).toEqual(["*6"]);
    expect(keysOf(attendeeControls({ keys: { mute: "*1", count: "*2" } }))).toEqual(["*1", "*2"]);
    expect(keysOf(attendeeControls({ keys: usualKeys })).toSorted()).toEqual(
      Object.values(usualKeys).toSorted(),
    );
  });

  it("ask for the prompts of what is in use only", () => {
    expect(attendeeControls().definition.prompts).toEqual(["muted", "unmuted", "mute-failed"]);
    expect(attendeeControls({ keys: { lock: "*4" } }).definition.prompts).toContain("not-allowed");
  });

  it("are a build error where another feature claims a key", () => {
    const other = definePlugin({ name: "other", feature: { digits: { "*6": () => [] } } });
    expect(() => ivr().use(attendeeControls()).use(other).build()).toThrow(
      /the digit code \*6 is claimed by attendee-controls and by other/,
    );
  });
});
