import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DialIn, startDialIn } from "./dial-in.js";

let app: DialIn;
beforeEach(async () => {
  app = await startDialIn();
});
afterEach(() => app.close());

const from = "+12065550188";
const to = "+12065550101";

describe("the log of whole calls", () => {
  it("has no digits, no tokens and no numbers, in any line", async () => {
    const calls = [
      async () => {
        const call = await (await app.caller({ setup: { from, to } }).dial()).enter("98761#");
        await call.enter("12345#");
        await call.enter("*6");
        await call.hangUp();
      },
      async () => {
        app.meetings.faults.fail("CreateAttendee", 403, "ForbiddenException", 1);
        await (await app.caller({ setup: { from, to } }).dial()).enter("12345#");
      },
      async () => {
        const call = app.caller({
          setup: { from, to },
          rooms: { join: () => undefined, mute: () => undefined },
        });
        await (await call.dial()).enter("12345#");
      },
      async () => {
        await (
          await app.caller({ setup: { from, to }, audio: { durationOf: () => undefined } }).dial()
        ).enter("2468#");
      },
      async () => {
        const handler = app.coldHandler();
        await handler({
          SchemaVersion: "1.0",
          Sequence: 1,
          InvocationEventType: "DIGITS_RECEIVED",
          CallDetails: { From: from, digits: "12345" },
        });
      },
    ];
    for (const call of calls) await call();

    const lines = app.log.map((entry) => JSON.stringify(entry));
    const tokens = app.meetings.store
      .all()
      .flatMap(({ attendees }) => [...attendees.values()].map(({ joinToken }) => joinToken));
    expect(lines.length).toBeGreaterThan(15);
    expect(lines.filter(({ length }) => length > 0).some((line) => line.includes('"level":"error"'))).toBe(
      true,
    );
    for (const secret of ["98761", "12345", "2468", from, from.slice(1), to, to.slice(1), ...tokens]) {
      expect(lines.filter((line) => line.includes(secret))).toEqual([]);
    }
  });

  it("has one line an invocation: transaction, sequence, event, step before and after, actions, milliseconds", async () => {
    const call = await (await app.caller().dial()).enter("12345#");
    await call.hangUp();
    const lines = app.log.filter(({ message }) => message === "invocation");
    expect(lines).toHaveLength(call.events.length);
    expect(lines.map(({ level }) => level)).toEqual(lines.map(() => "info"));
    expect(lines[1]?.fields).toEqual({
      transaction: call.call.transactionId,
      sequence: 2,
      event: "ACTION_SUCCESSFUL:PlayAudioAndGetDigits",
      stepBefore: "meeting-pin",
      stepAfter: "join-meeting",
      actions: ["ReceiveDigits", "JoinChimeMeeting"],
      ms: 0,
    });
  });
});
