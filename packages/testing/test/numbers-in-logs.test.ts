import { describe, expect, it } from "vitest";
import type { Caller } from "../src/index.js";
import { bridge, type PlainEvent } from "./a-plain-call.js";
import { type Answer, brokenBy, type Event, sound, typesThePin } from "./a-sound-handler.js";

const own = "+12065550101";
const human = "+442079460123";
const bridging = (event: Event): Answer => ({
  SchemaVersion: "1.0",
  Actions: event.InvocationEventType === "NEW_INBOUND_CALL" ? [bridge(event as unknown as PlainEvent)] : [],
});
const talks = async (call: Caller) => {
  await call.wait(5000);
  await call.otherHangsUp();
};
const hangsUpAll = (event: Event): Answer =>
  event.InvocationEventType === "HANGUP"
    ? {
        SchemaVersion: "1.0",
        Actions: event.CallDetails.Participants.slice(0, 1).map(({ CallId }) => ({
          Type: "Hangup",
          Parameters: { CallId },
        })),
      }
    : bridging(event);

describe("numbers in the log", () => {
  const outbound = { outbound: {}, from: own, to: human };

  it("no-secret-in-logs: the number of the person that an outbound call is to", async () => {
    const says = ({ CallDetails }: Event) => `calling ${CallDetails.Participants[0]?.To}`;
    expect(await brokenBy({ says }, typesThePin, outbound)).toEqual(["no-secret-in-logs"]);
  });

  it("no-secret-in-logs: the number of the other party", async () => {
    const says = ({ CallDetails }: Event) => CallDetails.Participants[1]?.To;
    expect(await brokenBy({ says, answers: hangsUpAll }, talks)).toEqual(["no-secret-in-logs"]);
  });

  it("no-secret-in-logs: the number of a party that never answered", async () => {
    const says = ({ InvocationEventType }: Event) =>
      InvocationEventType === "ACTION_FAILED" ? "12065550155 is busy" : undefined;
    const answers = (event: Event) =>
      event.InvocationEventType === "NEW_INBOUND_CALL" ? bridging(event) : sound(event);
    const busy = { parties: () => "by hand" as const };
    expect(await brokenBy({ says, answers }, (call) => call.other.refuse(486), busy)).toEqual([
      "no-secret-in-logs",
    ]);
  });

  it.each([
    ["+12065550142", "2065550142"],
    [human, "2079460123"],
    ["+35312345678", "12345678"],
  ])("no-secret-in-logs: the caller's number %s without its country code", async (from, written) => {
    expect(await brokenBy({ says: () => `from 0${written}` }, typesThePin, { from })).toEqual([
      "no-secret-in-logs",
    ]);
  });

  it.each(["(206) 555-0142", "206-555-0142", "+1 206.555.0142"])(
    "no-secret-in-logs: the caller's number as people write it, %s",
    async (written) => {
      const from = "+12065550142";
      expect(await brokenBy({ says: () => `from ${written}` }, typesThePin, { from })).toEqual([
        "no-secret-in-logs",
      ]);
    },
  );

  it("are none of anybody's where they are the IVR's own, also as a caller ID", async () => {
    expect(await brokenBy({ says: () => own })).toEqual([]);
    const says = ({ CallDetails }: Event) => CallDetails.Participants[0]?.From;
    expect(await brokenBy({ says }, typesThePin, outbound)).toEqual([]);
  });

  it.each([
    ["is withheld", "anonymous", "an anonymous call"],
    ["is an extension", "1042", "1042 ms"],
    ["is too short without its country code", "+49303030", "303030 bytes"],
    ["is of a SIP user with a name", "sip:ada@192.0.2.1", "ada"],
  ])("are none where the caller's %s", async (_, from, said) => {
    expect(await brokenBy({ says: () => said }, typesThePin, { from })).toEqual([]);
  });

  it("no-secret-in-logs: the number in the address of a SIP user", async () => {
    const from = "sip:+12065550142@192.0.2.1";
    expect(await brokenBy({ says: () => "2065550142" }, typesThePin, { from })).toEqual([
      "no-secret-in-logs",
    ]);
  });
});
