import { describe, expect, it } from "vitest";
import {
  documentedRules,
  MeetingStore,
  ScriptedExchange,
  type SimulatedCall,
  type SmaHandler,
  SmaService,
  settle,
  type TraceEntry,
  VirtualClock,
  VirtualMedia,
} from "../../src/index.js";
import { callTo, collect, hangup, join, listen, play } from "./handlers.js";

/** A service whose calls are watched, for a handler that is told where it should go on. */
function service(handler: SmaHandler, rooms = new MeetingStore()) {
  const clock = new VirtualClock();
  const trace: TraceEntry[] = [];
  const exchange = new ScriptedExchange(clock, () => "by hand");
  const made = new SmaService({
    handler,
    clock,
    media: new VirtualMedia(clock, { durationOf: () => 500 }),
    rooms,
    exchange,
    rules: documentedRules,
    region: "us-east-1",
    sipRuleId: "rule",
    sipMediaApplicationId: "sma",
    onTrace: (entry) => trace.push(entry),
  });
  const answered = async () => {
    do await settle();
    while (made.calls.some(({ busy }) => busy));
  };
  return { made, clock, trace, exchange, answered };
}

const snapshot = (call: SimulatedCall, sequence: number) => {
  const found = call.call.snapshotAt(sequence);
  if (!found) throw new Error(`no snapshot ${sequence}`);
  return found;
};

const numbers = { from: "+12065550102", to: "+12065550101" };

describe("a call that goes on from an event of another", () => {
  it("sends that event again, with the attributes of then and ids of its own", async () => {
    const first = callTo((_, index) => {
      if (index > 0) return [hangup()];
      return { SchemaVersion: "1.0", Actions: [collect()], TransactionAttributes: { step: "pin" } };
    });
    await first.dial();
    await first.enter("12345");
    const seen: Record<string, unknown>[] = [];
    const { made, answered } = service((event) => {
      seen.push(event as Record<string, unknown>);
      return { SchemaVersion: "1.0", Actions: [play("on")] };
    });
    made.goOn(snapshot(first, 2), numbers).begin();
    await answered();
    expect(seen[0]).toMatchObject({
      Sequence: 2,
      InvocationEventType: "ACTION_SUCCESSFUL",
      ActionData: { ReceivedDigits: "12345" },
      CallDetails: { TransactionAttributes: { step: "pin" } },
    });
    const before = JSON.stringify(first.events[1]);
    const { TransactionId } = (seen[0] as { CallDetails: { TransactionId: string } }).CallDetails;
    expect(before).not.toContain(TransactionId);
    expect(made.find(TransactionId)).toBeDefined();
  });

  it("is back in the meeting, and its listener still listens", async () => {
    const rooms = new MeetingStore();
    const meeting = rooms.create({ token: "t", externalMeetingId: "m", mediaRegion: "us-east-1" });
    const token = rooms.admit(meeting, "caller")?.joinToken ?? "";
    const first = callTo(
      (_, index) =>
        index === 0 ? [join(token, meeting.meetingId)] : index === 1 ? [listen("^5$")] : undefined,
      { rooms },
    );
    await first.dial();
    await first.enter("5");
    const { made, clock, trace, answered } = service(() => ({ SchemaVersion: "1.0", Actions: [] }), rooms);
    const call = made.goOn(snapshot(first, 4), numbers);
    call.begin();
    await answered();
    expect(call.legs[1]).toMatchObject({ tag: "LEG-B", status: "Connected" });
    call.press("5");
    await clock.advance(1500);
    await answered();
    const types = trace.flatMap((entry) => (entry.kind === "event" ? [entry.event.InvocationEventType] : []));
    expect(types).toEqual(["DIGITS_RECEIVED", "DIGITS_RECEIVED"]);
  });

  it("is told when the meeting it was in has ended meanwhile", async () => {
    const rooms = new MeetingStore();
    const meeting = rooms.create({ token: "t", externalMeetingId: "m", mediaRegion: "us-east-1" });
    const token = rooms.admit(meeting, "caller")?.joinToken ?? "";
    const first = callTo((_, index) => (index === 0 ? [join(token, meeting.meetingId)] : undefined), {
      rooms,
    });
    await first.dial();
    rooms.end(meeting.meetingId);
    const { made, trace, answered } = service(() => ({ SchemaVersion: "1.0", Actions: [play("x")] }), rooms);
    const call = made.goOn(snapshot(first, 2), numbers);
    call.begin();
    await answered();
    expect(call.legs[1]?.status).toBe("Disconnected");
    expect(trace).toContainEqual(
      expect.objectContaining({ kind: "warning", text: expect.stringContaining("second leg") }),
    );
  });
});

describe("the service", () => {
  it("places a call after it has answered who asked for it, and forgets calls that are over", async () => {
    const { made, clock, exchange, answered } = service(() => ({ SchemaVersion: "1.0", Actions: [] }));
    const call = made.place({ ...numbers, outbound: {} });
    expect(exchange.parties).toHaveLength(0);
    await clock.advance(0);
    expect(made.find(call.transactionId)).toBe(call);
    expect(made.legOf(call.caller.callId)?.call).toBe(call);
    exchange.parties[0]?.end(486);
    await answered();
    expect(made.find(call.transactionId)).toBeUndefined();
  });
});
