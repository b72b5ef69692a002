import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DialIn, pin, startDialIn } from "./dial-in.js";

let app: DialIn;
beforeEach(async () => {
  app = await startDialIn();
});
afterEach(() => app.close());

describe("a feature's key during the PIN prompt", () => {
  // Whether a collector hears what a listener hears is unknown (wire.md 7.2 g): both must work.
  it.each(["both", "collector"] as const)("costs no try when keys go to %s", async (keysGoTo) => {
    const call = await app.caller({ rules: { keysGoTo } }).dial();
    await call.enter("*6");
    await call.untilQuiet();
    await call.enter("999#");
    await call.enter("998#");
    expect(call.call.ended).toBe(false);
    await call.enter(`${pin}#`);
    expect(call.trace.some(({ kind }) => kind === "joined")).toBe(true);
    expect(call.warnings).toEqual([]);
  });

  it("costs no try when the PIN is typed right behind it", async () => {
    const call = await app.caller().dial();
    await call.enter(`*6${pin}#`);
    await call.elapse(10_000);
    await call.untilQuiet();
    await call.enter("999#");
    await call.enter("998#");
    expect(call.call.ended).toBe(false);
  });

  it("starts the recording with the answer to the PIN, which is not lost", async () => {
    const call = await app.caller().dial();
    await call.enter("*9");
    await call.elapse(8000);
    await call.untilQuiet();
    await call.enter(`${pin}#`);
    expect(call.heard.at(-1)).toBe("recording-started");
    expect(call.trace.some(({ kind }) => kind === "joined")).toBe(true);
    expect(call.call.caller.recording?.is).toBe("running");
    expect(call.warnings).toEqual([]);
  });

  it("starts no recording of a PIN, also when nobody enters one any more", async () => {
    const call = await app.caller().dial();
    await call.enter("*9");
    await call.untilEnded();
    expect(call.heard).not.toContain("recording-started");
    expect(call.call.caller.recording).toBeUndefined();
    expect(call.warnings).toEqual([]);
  });

  it("that mutes does nothing before there is a meeting", async () => {
    const call = await app.caller().dial();
    await call.enter("*6");
    expect(call.heard).not.toContain("muted");
  });
});

describe("a feature that fails", () => {
  it("is said to the caller, who stays in the meeting", async () => {
    const call = app.caller({
      rooms: {
        join: (...given) => app.meetings.store.join(...given),
        mute: () => undefined,
      },
    });
    await (await call.dial()).enter(`${pin}#`);
    await call.enter("*6");
    expect(call.heard.at(-1)).toBe("mute-failed");
    expect(call.call.ended).toBe(false);
    await call.enter("*9");
    expect(call.heard.at(-1)).toBe("recording-started");
  });

  it("leaves its keys working afterwards", async () => {
    const call = await (
      await app.caller({ audio: { durationOf: (_, key) => (key === "muted.wav" ? undefined : 500) } }).dial()
    ).enter(`${pin}#`);
    await call.enter("*6");
    await call.enter("*6");
    expect(call.heard.slice(2)).toEqual(["muted", "You are muted.", "unmuted"]);
    expect(call.problems).toEqual([]);
  });
});

describe("keys that wait for a collector", () => {
  it("are served in their order, each after what the one before has kept", async () => {
    const call = await app.caller().dial();
    await call.enter("*9");
    await call.elapse(8000);
    await call.untilQuiet();
    await call.enter("*9");
    await call.elapse(8000);
    await call.untilQuiet();
    await call.enter(`${pin}#`);
    // A PIN is not recorded: the second key took the first back before anything could start.
    expect(call.heard).not.toContain("recording-started");
    expect(call.heard.at(-1)).toBe("recording-stopped");
    expect(call.call.caller.recording).toBeUndefined();
    expect(call.warnings).toEqual([]);
  });
});
