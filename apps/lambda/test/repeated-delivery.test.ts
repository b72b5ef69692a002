import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DialIn, pin, startDialIn } from "./dial-in.js";

let app: DialIn;
beforeEach(async () => {
  app = await startDialIn();
});
afterEach(() => app.close());

/** Every point of the flow: a wrong PIN, the right one, both features, and the end. */
async function wholeCall(call: ReturnType<DialIn["caller"]>) {
  await (await call.dial()).enter("999#");
  await call.enter(`${pin}#`);
  await call.enter("*6");
  await call.enter("*9");
  await call.hangUp();
  return call;
}

const attendees = () => app.meetings.store.all().flatMap((meeting) => [...meeting.attendees.values()]);

describe("the same event delivered twice (wire.md 4.7)", () => {
  it.each(["twice", "twice at once"] as const)(
    "%s at each point: one answer, one meeting, one attendee",
    async (deliver) => {
      const call = await (await app.caller({ deliver }).dial()).enter("999#");
      await call.enter(`${pin}#`);
      expect(app.meetings.store.all()).toHaveLength(1);
      expect(attendees()).toHaveLength(1);
      expect(app.meetings.requests.get("CreateAttendee")).toBe(1);
      await call.enter("*6");
      await call.enter("*9");
      await call.hangUp();
      expect(call.warnings).toEqual([]);
      expect(app.meetings.requests.get("DeleteAttendee")).toBe(1);
    },
  );

  it("to two processes at once: the same answer, one meeting, one attendee", async () => {
    const [one, other] = [app.coldHandler(), app.coldHandler()];
    const differences: string[] = [];
    const call = app.caller({
      handler: async (event) => {
        const answers = await Promise.all([one(structuredClone(event)), other(structuredClone(event))]);
        const [first, second] = answers.map((answer) => JSON.stringify(answer));
        if (first !== second) differences.push(`${first}\n${second}`);
        return answers[0];
      },
    });
    await (await call.dial()).enter("999#");
    await call.enter(`${pin}#`);
    expect(app.meetings.store.all()).toHaveLength(1);
    expect(attendees()).toHaveLength(1);
    await call.enter("*6");
    await call.hangUp();
    expect(differences).toEqual([]);
    expect(call.warnings).toEqual([]);
  });

  it("is heard as the same call as one that is delivered once", async () => {
    const once = await wholeCall(app.caller());
    const twice = await wholeCall(app.caller({ deliver: "twice" }));
    expect(twice.heard).toEqual(once.heard);
  });
});

describe("calls on one warm process", () => {
  it("that interleave share nothing", async () => {
    const alone = await wholeCall(app.caller());
    const [one, other] = [app.caller(), app.caller({ setup: { from: "+12065550177" } })];
    await one.dial();
    await other.dial();
    await one.enter("999#");
    await other.enter("777#");
    await one.enter(`${pin}#`);
    await other.enter("*6");
    await one.enter("*6");
    await one.enter("*9");
    await other.hangUp();
    await one.hangUp();
    expect(one.heard).toEqual(alone.heard);
    expect(other.heard).toEqual(["welcome", "enter-pin", "muted"]);
    const state = (call: typeof one) =>
      JSON.stringify(call.responses.map(({ TransactionAttributes }) => TransactionAttributes));
    expect(state(other)).not.toContain("weekly-stand-up");
    expect(state(one)).not.toContain("team-lounge");
  });

  it("carry foreign transaction attributes through", async () => {
    const handler = app.coldHandler();
    const call = app.caller({
      handler: async (event) => {
        const answer = await handler(event);
        // As if another handler had begun the call: from then on it is for ours to keep.
        if ((event as { Sequence: number }).Sequence > 1) return answer;
        return { ...answer, TransactionAttributes: { ...answer.TransactionAttributes, theirs: "kept" } };
      },
    });
    await (await call.dial()).enter(`${pin}#`);
    expect(
      call.responses.slice(1).every(({ TransactionAttributes }) => TransactionAttributes?.theirs === "kept"),
    ).toBe(true);
    expect(call.call.attributes).toHaveProperty("theirs", "kept");
  });
});
