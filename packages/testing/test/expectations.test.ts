import { attendeeControls } from "@switchhook/plugin-attendees";
import { describe, expect, it } from "vitest";
import "../src/matchers.js";
import { simulate } from "../src/index.js";
import { answering, bridge, callIdOf, collect, hangUp, speak } from "./a-plain-call.js";
import { dialIn } from "./flow.js";

const messageOf = (work: () => void): string => {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "held";
};

const muting = {
  build: (local: Parameters<typeof dialIn>[0]) => dialIn(local).use(attendeeControls() as never) as never,
};

describe("each expectation and its opposite, in words", () => {
  const inAMeeting = async () => {
    const call = await simulate({ build: dialIn }).dial();
    await call.press("12345");
    return call;
  };

  it("toJoinMeeting", async () => {
    const call = await inAMeeting();
    expect(call).toJoinMeeting("weekly");
    expect(call).not.toJoinMeeting("board");
    expect(messageOf(() => expect(call).toJoinMeeting("board"))).toMatch(
      /to join the meeting board; joined weekly/,
    );
    expect(messageOf(() => expect(call).not.toJoinMeeting())).toMatch(/not to join a meeting; joined weekly/);
  });

  it("toHear", async () => {
    const call = await inAMeeting();
    expect(call).not.toHear("goodbye");
    expect(messageOf(() => expect(call).not.toHear("enter-pin"))).toMatch(
      /not to hear enter-pin; heard enter-pin/,
    );
  });

  it("toBeAskedFor", async () => {
    const call = await simulate({ build: dialIn }).dial();
    expect(call).toBeAskedFor("enter-pin");
    expect(call).not.toBeAskedFor("invalid-pin");
    expect(messageOf(() => expect(call).not.toBeAskedFor("enter-pin"))).toMatch(
      /not to be asked for enter-pin/,
    );
    await call.press("12345");
    expect(call).not.toBeAskedFor("enter-pin");
  });

  it("toBeRecorded, also after the recording was stopped in the middle of the call", async () => {
    const call = await inAMeeting();
    expect(call).not.toBeRecorded();
    await call.press("*9");
    expect(call).toBeRecorded();
    expect(messageOf(() => expect(call).not.toBeRecorded())).toMatch(
      /not to be recorded; the recording is running/,
    );
    await call.press("*9");
    expect(call).toBeRecorded();
    expect(call.recordings).toHaveLength(1);
  });

  it("toBeMuted", async () => {
    const call = await simulate(muting).dial();
    await call.press("12345");
    expect(call).not.toBeMuted();
    await call.press("*6");
    expect(call).toBeMuted();
    expect(messageOf(() => expect(call).not.toBeMuted())).toMatch(/not to be muted; is muted/);
    await call.press("*6");
    expect(call).not.toBeMuted();
  });

  it("toEnd", async () => {
    const call = await inAMeeting();
    expect(call).not.toEnd();
    await call.hangUp();
    expect(call).toEnd(/caller hung up/);
    expect(call).not.toEnd("the IVR hung up");
    expect(messageOf(() => expect(call).not.toEnd())).toMatch(/not to be hung up; ended: the caller hung up/);
  });

  it("toMatchTranscript refuses a call that was another one", async () => {
    const call = await inAMeeting();
    expect(messageOf(() => expect("no call").toMatchTranscript())).toMatch(/about a caller/);
    expect(call).toMatchTranscript();
  });
});

describe("the other party", () => {
  const transferring = answering({
    NEW_INBOUND_CALL: (event) => [bridge(event)],
    "ACTION_SUCCESSFUL:CallAndBridge": (event) => [
      collect(callIdOf(event, "LEG-B"), "Press 1 to take the call."),
    ],
    "ACTION_SUCCESSFUL:SpeakAndGetDigits": (event) => [
      speak(callIdOf(event, "LEG-B"), `You pressed ${event.ActionData?.ReceivedDigits}.`),
    ],
    ACTION_FAILED: (event) => [speak(callIdOf(event), "Nobody is there."), hangUp(callIdOf(event))],
    HANGUP: (event) => event.CallDetails.Participants.map(({ CallId }) => hangUp(CallId)).slice(0, 1),
  });
  const dial = (script: "by hand" | "rings on" = "by hand") =>
    simulate(transferring).dial({ parties: () => script });

  it("answers, hears, presses and hangs up", async () => {
    const call = await dial();
    const { other } = call;
    expect(other.dialled).toMatchObject({ to: "+12065550155" });
    expect(other).not.toHear("Press 1");
    await other.answer();
    expect(other).toBeAskedFor("Press 1");
    expect(call).not.toHear("Press 1");
    await other.press("1");
    expect(other).toHear("Press 1", "You pressed 1.");
    expect(other).not.toEnd();
    await other.hangUp();
    expect(other).toEnd("the other party hung up");
    expect(call).toEnd();
    expect(call).toMatchTranscript();
  });

  it("is hung up on by whoever knows only the caller", async () => {
    const call = await dial();
    await call.other.answer();
    await call.otherHangsUp();
    expect(call.other).toEnd("the other party hung up");
  });

  it("refuses", async () => {
    const call = await dial();
    await call.other.refuse(486);
    expect(call.other).toEnd(/busy/);
    expect(call).toHear("Nobody is there.");
  });

  it("does nothing on a call that it has not taken", async () => {
    const call = await dial();
    await expect(call.other.press("1")).rejects.toThrow("the other party has not taken the call");
    await call.other.refuse();
  });

  it("is nobody before the IVR has called", async () => {
    const call = await simulate({ build: dialIn }).dial();
    expect(() => call.other).toThrow("the IVR has called nobody yet");
  });
});
