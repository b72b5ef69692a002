import { describe, expect, it } from "vitest";
import type { SimulatedCallOptions } from "../../src/index.js";
import { bridge, callTo, collect, hangup, listen, play, told } from "./handlers.js";

const colleague = "+12065550191";

/** A call whose first answer bridges, and that does nothing else unless told to. */
const bridging = (
  then: Parameters<typeof callTo>[0] = () => undefined,
  options: Partial<SimulatedCallOptions> = {},
  extra: object = {},
) => callTo((event, index) => (index === 0 ? [bridge(colleague, extra)] : then(event, index)), options);

describe("CallAndBridge (3.11)", () => {
  it("gives the call a second leg when the party answers, without events of its own", async () => {
    const call = await bridging().dial();
    expect(told(call)).toEqual(["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL:CallAndBridge"]);
    expect(call.events[1]?.CallDetails.Participants).toMatchObject([
      { ParticipantTag: "LEG-A", Status: "Connected" },
      {
        ParticipantTag: "LEG-B",
        To: colleague,
        From: "+12065550101",
        Direction: "Outbound",
        Status: "Connected",
      },
    ]);
    expect(call.warnings).toEqual([]);
  });

  it("answers an unanswered caller only when the party answers", async () => {
    const call = bridging(undefined, { parties: () => "by hand" });
    call.call.begin();
    await call.elapse(10_000);
    expect(call.call.caller.status).toBe("new");
    call.parties[0]?.answer();
    await call.answered();
    expect(call.call.caller.status).toBe("Connected");
  });

  it.each([
    ["nobody answers in time", "rings on", 487],
    ["the party is busy", { refusesAfterMs: 800, code: 486 }, undefined],
  ] as const)("fails with CallNotAnswered when %s, only LEG-A listed", async (_, script, hungUp) => {
    const call = await bridging((event) => (event.Sequence === 2 ? [play("sorry"), hangup()] : undefined), {
      parties: () => script,
    }).dial();
    await call.untilEnded();
    expect(call.events[1]).toMatchObject({
      InvocationEventType: "ACTION_FAILED",
      ActionData: { Type: "CallAndBridge", ErrorType: "CallNotAnswered", ErrorMessage: "Call not answered" },
    });
    expect(call.events[1]?.CallDetails.Participants).toHaveLength(1);
    expect(call.parties[0]?.hungUp).toBe(hungUp);
  });

  it("plays the ringback tone to an answered caller until the party answers", async () => {
    const tone = { RingbackTone: { Type: "S3", BucketName: "b", Key: "ring.wav" } };
    const call = callTo((_, index) =>
      index === 0 ? [play("hello")] : index === 1 ? [bridge(colleague, tone)] : undefined,
    );
    await call.dial();
    expect(call.heard).toEqual(["hello", "ring"]);
    expect(call.trace.filter(({ kind }) => kind === "sound over").at(-1)).toMatchObject({ how: "stopped" });
  });

  it("fails with InvalidAudioSource when the tone is not there, and calls nobody any longer", async () => {
    const tone = { RingbackTone: { Type: "S3", BucketName: "b", Key: "none.wav" } };
    const call = callTo(
      (_, index) =>
        index === 0
          ? [play("hello")]
          : index === 1
            ? [bridge(colleague, tone)]
            : index === 2
              ? [hangup()]
              : undefined,
      { audio: { durationOf: (_bucket, key) => (key === "none.wav" ? undefined : 500) } },
    );
    await call.dial();
    expect(call.events[2]).toMatchObject({ ActionData: { ErrorType: "InvalidAudioSource" } });
    expect(call.parties[0]?.hungUp).toBe(487);
  });

  it("refuses a caller id that is neither the account's nor the caller's", async () => {
    const call = await bridging(
      (event) => (event.Sequence === 2 ? [hangup()] : undefined),
      { rules: { ownNumbers: ["+12065550199"] } },
      { CallerIdNumber: "+12065550177" },
    ).dial();
    expect(call.events[1]).toMatchObject({
      ActionData: { ErrorMessage: expect.stringContaining("Number must be owned by this AWS account") },
    });
    const own = await bridging(
      undefined,
      { rules: { ownNumbers: [] } },
      { CallerIdNumber: "+12065550102" },
    ).dial();
    expect(told(own)).toContain("ACTION_SUCCESSFUL:CallAndBridge");
  });

  it("cannot bridge a call that has a second leg already", async () => {
    const call = await bridging((_, index) => (index === 1 ? [bridge("+12065550192")] : undefined)).dial();
    expect(call.events[2]).toMatchObject({ ActionData: { ErrorMessage: "Invalid action on the call." } });
  });

  it("a caller who hangs up while it rings takes the call to the party back", async () => {
    const call = bridging(undefined, { parties: () => "rings on" });
    call.call.begin();
    await call.elapse(1000);
    await call.hangUp();
    expect(call.parties[0]?.hungUp).toBe(487);
    expect(call.call.ended).toBe(true);
  });
});

describe("the legs of a bridged call (4.5)", () => {
  it("the party hangs up: HANGUP of LEG-B, the answer runs on the caller", async () => {
    const call = await bridging((event) =>
      event.InvocationEventType === "HANGUP" ? [play("gone"), hangup()] : undefined,
    ).dial();
    call.parties[0]?.end();
    await call.untilEnded();
    expect(told(call).slice(2)).toEqual(["HANGUP:Hangup", "HANGUP:Hangup"]);
    expect(call.events[2]).toMatchObject({ ActionData: { Parameters: { ParticipantTag: "LEG-B" } } });
    expect(call.heard).toEqual(["gone"]);
  });

  it("the caller hangs up: the party is left alone unless the handler hangs it up", async () => {
    const forgotten = await bridging().dial();
    await forgotten.hangUp();
    expect(forgotten.warnings.join()).toContain("LEG-B is left alone");
    expect(forgotten.parties[0]?.hungUp).toBeUndefined();
    const cared = await bridging((event) =>
      event.InvocationEventType === "HANGUP" ? [hangup({ ParticipantTag: "LEG-B" })] : undefined,
    ).dial();
    await cared.hangUp();
    await cared.untilEnded();
    expect(cared.parties[0]?.hungUp).toBe(0);
    expect(cared.call.ended).toBe(true);
  });

  it("Hangup of LEG-B is told as HANGUP and then as ACTION_SUCCESSFUL (7.1 #28)", async () => {
    const call = await bridging((_, index) =>
      index === 1 ? [hangup({ ParticipantTag: "LEG-B" })] : undefined,
    ).dial();
    expect(told(call).slice(2)).toEqual(["HANGUP:Hangup", "ACTION_SUCCESSFUL:Hangup"]);
  });

  it("a second bridge after the first is over gets a new LEG-B under the same tag", async () => {
    const call = await bridging((event) =>
      event.InvocationEventType === "HANGUP" ? [bridge("+12065550192")] : undefined,
    ).dial();
    const first = call.call.legs[1]?.callId;
    call.parties[0]?.end();
    await call.untilQuiet();
    expect(call.call.legs[1]).toMatchObject({ tag: "LEG-B", to: "+12065550192", status: "Connected" });
    expect(call.call.legs[1]?.callId).not.toBe(first);
  });

  it("the keys of LEG-B are heard by a listener on LEG-B, and the answer runs on that leg", async () => {
    const call = await bridging((event, index) => {
      if (index === 1)
        return [
          { ...listen("^5$"), Parameters: { ...listen("^5$").Parameters, ParticipantTag: "LEG-B" } } as never,
        ];
      return event.InvocationEventType === "DIGITS_RECEIVED" ? [play("for-b")] : undefined;
    }).dial();
    const party = call.call.legs[1];
    if (party) call.call.press("5", party);
    await call.elapse(1500);
    expect(call.trace).toContainEqual(expect.objectContaining({ kind: "hears", leg: "LEG-B" }));
  });

  it("digits can be asked of the party", async () => {
    const call = await bridging((_, index) =>
      index === 1 ? [collect({ ParticipantTag: "LEG-B" })] : undefined,
    ).dial();
    const party = call.call.legs[1];
    for (const key of "123#") if (party) call.call.press(key, party);
    await call.answered();
    expect(call.events[2]).toMatchObject({ ActionData: { ReceivedDigits: "123" } });
  });
});
