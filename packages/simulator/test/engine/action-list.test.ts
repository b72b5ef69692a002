import { describe, expect, it } from "vitest";
import { callTo, collect, hangup, listen, pause, play, told } from "./handlers.js";

const first =
  (...actions: Parameters<typeof callTo>[0] extends never ? never : ReturnType<typeof play>[]) =>
  (_: unknown, index: number) =>
    index === 0 ? actions : undefined;

describe("running a list (4.1)", () => {
  it("4.1.1 runs actions one after another, and reports only the last of a whole list", async () => {
    const call = await callTo(first(play("one"), pause(500), play("two"))).dial();
    expect(call.heard).toEqual(["one", "two"]);
    expect(told(call)).toEqual(["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL:PlayAudio"]);
    expect(call.events[1]).toMatchObject({ ActionData: { Parameters: { AudioSource: { Key: "two.wav" } } } });
  });

  it("4.1.2 reports collected digits at once, with actions behind them waiting for the answer", async () => {
    const call = await callTo(first(collect(), play("after"))).dial();
    await call.press("123#");
    expect(told(call).slice(0, 2)).toEqual(["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL:PlayAudioAndGetDigits"]);
    await call.untilQuiet();
    expect(call.heard).toEqual(["ask", "after"]);
  });

  it.each([
    ["[Pause, PlayAudio, Hangup]", [pause(1000), play("bye"), hangup()]],
    ["[PlayAudio, Hangup]", [play("bye"), hangup()]],
  ])("4.1.3 %s on a one-leg call is followed by HANGUP directly", async (_, actions) => {
    const call = await (await callTo(first(...actions)).dial()).untilEnded();
    expect(told(call)).toEqual(["NEW_INBOUND_CALL", "HANGUP:Hangup"]);
    expect(call.events[1]).toMatchObject({
      Sequence: 2,
      ActionData: { Parameters: { SipResponseCode: 0, ParticipantTag: "LEG-A" } },
      CallDetails: { Participants: [{ Status: "Disconnected" }] },
    });
  });

  it("4.3 clears the rest of the list at a failure, and reports that", async () => {
    const audio = { durationOf: (_: string, key: string) => (key === "gone.wav" ? undefined : 100) };
    const call = await callTo(first(play("gone"), play("never")), { audio }).dial();
    expect(told(call)[1]).toBe("ACTION_FAILED:PlayAudio");
    expect(call.events[1]).toMatchObject({ ActionData: { ErrorType: "InvalidAudioSource" } });
    expect(call.heard).not.toContain("never");
  });

  it("3.6 fails an action whose parameters are out of bounds when its turn comes", async () => {
    const call = await callTo(first(play("one"), pause(99))).dial();
    expect(call.heard).toEqual(["one"]);
    expect(call.events[1]).toMatchObject({
      ActionData: { Type: "Pause", ErrorType: "InvalidActionParameter" },
    });
  });

  it("1.2 echoes defaults: the leg, one repeat, the time between digits", async () => {
    const call = await (
      await callTo(first(collect({ InBetweenDigitsDurationInMilliseconds: undefined }))).dial()
    ).enter("123#");
    expect(call.events[1]).toMatchObject({
      ActionData: {
        Parameters: {
          CallId: call.call.caller.callId,
          Repeat: 1,
          InBetweenDigitsDurationInMilliseconds: 4000,
        },
      },
    });
  });
});

describe("what an answer does to the list (4.2)", () => {
  it("replaces it, after the running action has finished", async () => {
    const call = callTo(
      (event, index) => {
        if (index === 0) return [listen("^1$"), play("long"), play("old")];
        return event.InvocationEventType === "DIGITS_RECEIVED" ? [play("new")] : undefined;
      },
      { audio: { durationOf: () => 5000 } },
    );
    call.call.begin();
    await call.answered();
    await call.press("1");
    await call.untilQuiet();
    expect(call.heard).toEqual(["long", "new"]);
  });

  it.each([
    ["without Actions", { SchemaVersion: "1.0" }],
    ["with null", { SchemaVersion: "1.0", Actions: null }],
    ["with an empty list, by default", { SchemaVersion: "1.0", Actions: [] }],
  ])("keeps it %s", async (_, answer) => {
    const call = await callTo((_event, index) => (index === 0 ? [collect(), play("after")] : answer)).dial();
    await call.enter("123#");
    expect(call.heard).toContain("after");
  });

  it("stops it with an empty list, when switched so", async () => {
    const call = await callTo((_, index) => (index === 0 ? [collect(), play("after")] : []), {
      rules: { emptyList: "stops" },
    }).dial();
    await call.enter("123#");
    expect(call.heard).not.toContain("after");
  });
});

describe("updates (4.4)", () => {
  it("cut a prompt short, and tell so with an ACTION_INTERRUPTED whose answer is ignored", async () => {
    const call = callTo((event, index) => {
      if (index === 0) return [play("hold", { Repeat: 999 })];
      if (event.InvocationEventType === "CALL_UPDATE_REQUESTED") return [play("new")];
      return event.InvocationEventType === "ACTION_INTERRUPTED" ? [play("ignored")] : undefined;
    });
    call.call.begin();
    await call.answered();
    call.call.update({ command: "go" });
    await call.untilQuiet();
    expect(told(call)).toEqual([
      "NEW_INBOUND_CALL",
      "CALL_UPDATE_REQUESTED:CallUpdateRequest",
      "ACTION_INTERRUPTED:PlayAudio",
      "ACTION_SUCCESSFUL:PlayAudio",
    ]);
    expect(call.heard).toEqual(["hold", "new"]);
  });

  it("leave a collector alone until it has finished, and nothing at all with an empty answer", async () => {
    const call = await callTo((event, index) => {
      if (index === 0) return [collect()];
      return event.InvocationEventType === "CALL_UPDATE_REQUESTED" ? [play("new")] : undefined;
    }).dial();
    call.call.update({ command: "go" });
    await call.answered();
    expect(call.heard).toEqual(["ask"]);
    await call.enter("123#");
    expect(call.heard).toEqual(["ask", "new"]);
  });
});
