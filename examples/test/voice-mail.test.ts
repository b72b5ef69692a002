import { Clock, Logger, silentLogger, value } from "@switchhook/core";
import { type FinishedRecording, RecordingAnnouncer } from "@switchhook/plugin-recording";
import { simulateCall, VirtualClock } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import { answeringMachine } from "../voice-mail/ivr.js";

async function begun() {
  const clock = new VirtualClock();
  const announced: FinishedRecording[] = [];
  const handler = answeringMachine(
    value(Clock, clock),
    value(Logger, silentLogger),
    value(RecordingAnnouncer, { recorded: (one) => void announced.push(one) }),
  );
  const call = simulateCall({ handler, clock });
  call.call.begin();
  // Until the beep is over and the message is being recorded.
  for (let waited = 0; waited < 20 && call.call.running?.Type !== "RecordAudio"; waited++)
    await call.elapse(500);
  return { call, announced };
}

describe("the answering machine", () => {
  it("keeps a message, and tells where it is and who left it", async () => {
    const { call, announced } = await begun();
    call.media.say(call.call.caller.callId, 3000);
    await call.elapse(3000);
    await call.enter("#");
    await call.enter("2");
    await call.untilEnded();
    expect(announced).toMatchObject([
      {
        kind: "voice-mail",
        bucket: "example-messages",
        key: call.media.recordings[0]?.key,
        from: "+12065550102",
      },
    ]);
    expect(call.heard.at(-1)).toBe("Thank you for your message. Goodbye.");
    expect(call.warnings).toEqual([]);
  });

  it("keeps the message of a caller who just hangs up", async () => {
    const { call, announced } = await begun();
    await call.elapse(2000);
    await call.hangUp();
    expect(announced).toHaveLength(1);
  });
});
