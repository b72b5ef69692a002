import { describe, expect, it } from "vitest";
import { MeetingStore, type SimulatedCall } from "../../src/index.js";
import { callTo, collect, hangup, join, listen, play, told } from "./handlers.js";

/** A meeting with a place for the caller. */
function meeting() {
  const rooms = new MeetingStore();
  const made = rooms.create({ token: "token", externalMeetingId: "team", mediaRegion: "us-east-1" });
  const place = rooms.admit(made, "caller-1");
  return { rooms, id: made.meetingId, token: place?.joinToken ?? "", attendeeId: place?.attendeeId ?? "" };
}

const statuses = (call: SimulatedCall) => call.call.legs.map(({ tag, status }) => `${tag} ${status}`);

describe("the caller's leg (4.5)", () => {
  it("has no status on the first event, and is Connected after a media action (1.4)", async () => {
    const call = await callTo((_, index) => (index === 0 ? [collect()] : [play("x")])).dial();
    expect(call.events[0]?.CallDetails.Participants[0]).not.toHaveProperty("Status");
    await call.press("123#");
    expect(call.events[1]?.CallDetails.Participants[0]?.Status).toBe("Connected");
  });

  it("is rejected unanswered by a Hangup with a code", async () => {
    const call = await callTo((_, index) =>
      index === 0 ? [hangup({ SipResponseCode: "486" })] : undefined,
    ).dial();
    expect(call.events[1]).toMatchObject({
      InvocationEventType: "HANGUP",
      ActionData: { Parameters: { SipResponseCode: 486 } },
    });
  });

  it.each([
    ["action, then hangup", ["ACTION_FAILED:PlayAudioAndGetDigits", "HANGUP:Hangup"]],
    ["hangup only", ["HANGUP:Hangup"]],
  ] as const)(
    "that hangs up in the middle of an action causes: %s (4.12.8)",
    async (hangUpInAction, expected) => {
      const call = await callTo((_, index) => (index === 0 ? [collect()] : undefined), {
        rules: { hangUpInAction },
      }).dial();
      await call.hangUp();
      expect(told(call).slice(1)).toEqual(expected);
      for (const event of call.events.slice(1)) {
        expect(event.CallDetails.Participants[0]?.Status).toBe("Disconnected");
      }
    },
  );

  it("carries its SIP headers on every event (4.9)", async () => {
    const sipHeaders = { "X-Trace": "42" };
    const call = await callTo((_, index) => (index === 0 ? [play("x")] : undefined), {
      setup: { sipHeaders },
    }).dial();
    expect(call.events.map(({ CallDetails }) => CallDetails.Participants[0]?.SipHeaders)).toEqual([
      sipHeaders,
      sipHeaders,
    ]);
  });

  it("that is left in silence is told of as dead air", async () => {
    const call = await callTo((_, index) => (index === 0 ? [play("x")] : undefined)).dial();
    expect(call.warnings).toEqual(["dead air: the caller is connected and nothing is running"]);
  });
});

describe("joining a meeting (3.13)", () => {
  const joining = (
    room: ReturnType<typeof meeting>,
    then: Parameters<typeof callTo>[0] = () => undefined,
    rules = {},
  ) =>
    callTo((event, index) => (index === 0 ? [join(room.token, room.id)] : then(event, index)), {
      rooms: room.rooms,
      rules,
    });

  it("gives the call a second leg, and reports at once", async () => {
    const call = await joining(meeting()).dial();
    expect(told(call)).toEqual(["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL:JoinChimeMeeting"]);
    expect(call.events[1]?.CallDetails.Participants[1]).toMatchObject({
      ParticipantTag: "LEG-B",
      To: "+17035550122",
      From: "SMA",
      Direction: "Outbound",
      Status: "Connected",
    });
    expect(call.warnings).toEqual([]);
  });

  it("fails with the error as one text when the token or the meeting is none", async () => {
    const room = meeting();
    const call = await joining({ ...room, token: "wrong" }).dial();
    expect(call.events[1]).toMatchObject({
      ActionData: { Error: "ErrorJoiningMeeting: Error while joining meeting." },
    });
    expect(call.events[1]).not.toHaveProperty("ActionData.ErrorType");
  });

  it("ends with a HANGUP of LEG-B when the meeting ends, the caller stays", async () => {
    const room = meeting();
    const call = await joining(room, (event) =>
      event.InvocationEventType === "HANGUP" ? [play("ended"), hangup()] : undefined,
    ).dial();
    room.rooms.end(room.id);
    await call.untilEnded();
    expect(told(call).slice(2)).toEqual(["HANGUP:Hangup", "HANGUP:Hangup"]);
    expect(call.events[2]).toMatchObject({ ActionData: { Parameters: { ParticipantTag: "LEG-B" } } });
    expect(call.heard).toEqual(["ended"]);
  });

  it.each([
    ["one hangup", 1],
    ["leg by leg", 2],
  ] as const)("a caller who leaves it is told with: %s (7.2 t)", async (callerLeavesMeeting, hangups) => {
    const call = await joining(
      meeting(),
      (event) => (event.InvocationEventType === "HANGUP" ? [hangup({ ParticipantTag: "LEG-B" })] : undefined),
      { callerLeavesMeeting },
    ).dial();
    await call.hangUp();
    await call.untilEnded();
    expect(told(call).filter((event) => event.startsWith("HANGUP"))).toHaveLength(hangups);
    expect(statuses(call)).toEqual(["LEG-A Disconnected", "LEG-B Disconnected"]);
  });

  it("a leg that nobody hangs up is told of as left alone", async () => {
    const call = await joining(meeting(), () => undefined, { callerLeavesMeeting: "leg by leg" }).dial();
    await call.hangUp();
    expect(call.warnings.join()).toContain("LEG-B is left alone");
  });

  it("Hangup of LEG-B leaves the meeting and is told with ACTION_SUCCESSFUL; another join makes a new leg", async () => {
    const room = meeting();
    const call = await joining(room, (_, index) =>
      index === 1
        ? [hangup({ ParticipantTag: "LEG-B" })]
        : index === 2
          ? [join(room.token, room.id)]
          : undefined,
    ).dial();
    expect(told(call).slice(2)).toEqual(["ACTION_SUCCESSFUL:Hangup", "ACTION_SUCCESSFUL:JoinChimeMeeting"]);
    const legB = call.events.map(({ CallDetails }) => CallDetails.Participants[1]?.CallId);
    expect(legB[3]).not.toBe(legB[1]);
  });

  it("keys are heard while the meeting goes on, and mute (3.14)", async () => {
    const room = meeting();
    const mute = {
      Type: "ModifyChimeMeetingAttendees",
      Parameters: {
        ParticipantTag: "LEG-B",
        Operation: "Mute",
        MeetingId: room.id,
        AttendeeList: [room.attendeeId],
      },
    };
    const call = await joining(room, (event, index) =>
      index === 1
        ? [listen("^1$")]
        : event.InvocationEventType === "DIGITS_RECEIVED"
          ? ([mute] as never)
          : undefined,
    ).dial();
    await call.enter("1");
    expect(told(call).at(-1)).toBe("ACTION_SUCCESSFUL:ModifyChimeMeetingAttendees");
    expect(room.rooms.find(room.id)?.attendees.get(room.attendeeId)?.muted).toBe(true);
  });
});

describe("recording (3.8, 3.9)", () => {
  const record = {
    Type: "StartCallRecording",
    Parameters: { CallId: "", Track: "BOTH", Destination: { Type: "S3", Location: "bucket/calls" } },
  };
  const start = (call: SimulatedCall) => ({
    ...record,
    Parameters: { ...record.Parameters, CallId: call.call.caller.callId },
  });

  it("knows its key at once, and refuses to start a second time", async () => {
    const call: SimulatedCall = callTo((_, index) => (index < 2 ? [start(call)] : [hangup()]));
    await (await call.dial()).untilEnded();
    const { TransactionId } = call.events[0]?.CallDetails ?? {};
    expect(call.events[1]).toMatchObject({
      ActionData: {
        CallRecordingDestination: {
          Location: `bucket/calls/2026/01/01/2026-01-01-12-00-00-000_${TransactionId}_${call.call.caller.callId}.wav`,
        },
      },
    });
    expect(call.events[2]).toMatchObject({
      InvocationEventType: "ACTION_FAILED",
      ActionData: { ErrorType: "InvalidActionParameter" },
    });
    expect(call.trace.filter(({ kind }) => kind === "records")).toMatchObject([
      { is: "running" },
      { is: "over" },
    ]);
  });

  it("of a message ends with a key, which is told, and is kept when the caller hangs up", async () => {
    const take = {
      Type: "RecordAudio",
      Parameters: {
        RecordingDestination: { Type: "S3", BucketName: "b", Prefix: "vm/" },
        DurationInSeconds: 60,
        RecordingTerminators: ["#"],
      },
    };
    const pressed = callTo((_, index) => (index === 0 ? ([take] as never) : [hangup()]));
    pressed.call.begin();
    await pressed.answered();
    await pressed.press("#");
    expect(pressed.events[1]).toMatchObject({
      ActionData: { RecordingTerminatorUsed: "#", RecordingDestination: { BucketName: "b" } },
    });
    const left = callTo((_, index) => (index === 0 ? ([take] as never) : undefined));
    left.call.begin();
    await left.answered();
    await left.hangUp();
    expect(told(left)).toEqual(["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL:RecordAudio", "HANGUP:Hangup"]);
  });
});

describe("outbound calls (2.2 to 2.4)", () => {
  const outbound = { outbound: { args: { meeting: "m-1" } } };

  it("ring, are answered, and keep the attributes of the first answer", async () => {
    const call = callTo(
      (event) => {
        if (event.InvocationEventType === "NEW_OUTBOUND_CALL")
          return { SchemaVersion: "1.0", Actions: [play("ignored")], TransactionAttributes: { a: "1" } };
        return event.InvocationEventType === "CALL_ANSWERED" ? [play("hello"), hangup()] : undefined;
      },
      { setup: outbound },
    );
    await (await call.dial()).untilEnded();
    expect(told(call)).toEqual([
      "NEW_OUTBOUND_CALL:CallCreateRequest",
      "RINGING",
      "CALL_ANSWERED",
      "HANGUP:Hangup",
    ]);
    expect(call.events.map(({ Sequence }) => Sequence)).toEqual([1, 2, 3, 4]);
    expect(call.events[0]).toMatchObject({ ActionData: { Parameters: { Arguments: { meeting: "m-1" } } } });
    expect(call.events[0]?.CallDetails).not.toHaveProperty("SipRuleId");
    expect(call.events[2]?.CallDetails.TransactionAttributes).toEqual({ a: "1" });
    expect(call.heard).toEqual(["hello"]);
  });

  it("that are not answered end with the code", async () => {
    const call = callTo(() => undefined, {
      setup: outbound,
      parties: () => ({ refusesAfterMs: 3000, code: 486 }),
    });
    await (await call.dial()).untilEnded();
    expect(call.events.at(-1)).toMatchObject({
      InvocationEventType: "HANGUP",
      ActionData: { Parameters: { SipResponseCode: 486 } },
    });
  });
});
