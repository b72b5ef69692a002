import { Clock, Logger, silentLogger, value } from "@switchhook/core";
import {
  ConsentLedger,
  type ConsentRecord,
  type FinishedRecording,
  RecordingAnnouncer,
} from "@switchhook/plugin-recording";
import { simulateCall, VirtualClock } from "@switchhook/simulator";
import { beforeEach, describe, expect, it } from "vitest";
import { recordingConsent } from "../recording-consent/ivr.js";

let consents: ConsentRecord[];
let announced: FinishedRecording[];
beforeEach(() => {
  [consents, announced] = [[], []];
});

const dial = () => {
  const clock = new VirtualClock();
  const handler = recordingConsent(
    value(Clock, clock),
    value(Logger, silentLogger),
    value(ConsentLedger, { note: (one) => void consents.push(one) }),
    value(RecordingAnnouncer, { recorded: (one) => void announced.push(one) }),
  );
  return simulateCall({ handler, clock }).dial();
};
const recorded = ({ trace }: Awaited<ReturnType<typeof dial>>) =>
  trace.flatMap((entry) => (entry.kind === "records" ? [entry.is] : []));

describe("recording with consent", () => {
  it("records who agrees, all but the card number", async () => {
    const call = await dial();
    await call.enter("1");
    await call.enter("77#");
    await call.enter("4111111111111111#");
    await call.enter("98101#");
    await call.untilEnded();
    expect(recorded(call)).toEqual(["running", "paused", "running", "over"]);
    expect(consents.map(({ answer }) => answer)).toEqual(["agreed"]);
    expect(announced).toMatchObject([{ bucket: "example-recordings", key: call.media.recordings[0]?.key }]);
    expect(call.warnings).toEqual([]);
  });

  it("records nobody who declines, and goes on", async () => {
    const call = await dial();
    await call.enter("2");
    expect(call.heard.slice(-2)).toEqual([
      "This call is not recorded.",
      "Please enter your order number, followed by the pound key.",
    ]);
    expect(recorded(call)).toEqual([]);
    expect(consents.map(({ answer }) => answer)).toEqual(["declined"]);
  });
});
