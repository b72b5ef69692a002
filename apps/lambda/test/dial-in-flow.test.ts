import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DialIn, pin, startDialIn } from "./dial-in.js";

let app: DialIn;
beforeEach(async () => {
  app = await startDialIn();
});
afterEach(() => app.close());

describe("the dial-in flow", () => {
  it("greets the caller, takes the PIN and joins the meeting", async () => {
    const call = await app.caller().dial();
    expect(call.heard).toEqual(["welcome", "enter-pin"]);
    await call.enter(`${pin}#`);
    expect(app.meetings.store.all()).toHaveLength(1);
    expect(call.call.legs.map(({ tag, status }) => [tag, status])).toEqual([
      ["LEG-A", "Connected"],
      ["LEG-B", "Connected"],
    ]);
    await call.hangUp();
    expect(call.warnings).toEqual([]);
  });

  it("mutes and unmutes with *6, records with *9", async () => {
    const call = await (await app.caller().dial()).enter(`${pin}#`);
    const [meeting] = app.meetings.store.all();
    await call.enter("*6");
    expect([...(meeting?.attendees.values() ?? [])].map(({ muted }) => muted)).toEqual([true]);
    await call.enter("*6");
    await call.enter("*9");
    await call.enter("*9");
    expect(call.heard.slice(2)).toEqual(["muted", "unmuted", "recording-started", "recording-stopped"]);
    await call.hangUp();
    expect(call.warnings).toEqual([]);
  });

  it("asks again after a wrong PIN", async () => {
    const call = await (await app.caller().dial()).enter("999#");
    await call.enter(`${pin}#`);
    expect(call.heard).toEqual(["welcome", "enter-pin", "invalid-pin"]);
    expect(app.meetings.store.all()).toHaveLength(1);
  });

  it("says goodbye after three wrong PINs", async () => {
    const call = await (await app.caller().dial()).enter("999#");
    await call.enter("998#");
    await call.enter("997#");
    expect(call.heard).toEqual(["welcome", "enter-pin", "invalid-pin", "invalid-pin", "goodbye"]);
    expect(call.call.ended).toBe(true);
    expect(call.warnings).toEqual([]);
  });

  it("says goodbye to a caller who stays silent", async () => {
    const call = await (await app.caller().dial()).untilEnded();
    expect(call.heard).toEqual([
      "welcome",
      "enter-pin",
      "invalid-pin",
      "enter-pin",
      "invalid-pin",
      "enter-pin",
      "invalid-pin",
      "goodbye",
    ]);
    expect(call.warnings).toEqual([]);
  });
});
