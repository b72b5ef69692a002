import { describe, expect, it } from "vitest";
import { type Call, definePlugin, ivr, stay } from "../../src/index.js";
import { type ACall, legA, legB } from "./a-call.js";
import { isFallback, say, start } from "./an-ivr.js";

/** An IVR whose step notes how it sees the call. */
const watching = (options: Parameters<typeof ivr>[0] = {}) => {
  const seen: Call[] = [];
  const step = definePlugin({
    name: "watches",
    step: {
      ask: ({ call }) => {
        seen.push(call);
        return [say("hi")];
      },
      on: {
        CALL_UPDATE_REQUESTED: ({ call }) => {
          seen.push(call);
          return stay();
        },
        HANGUP: ({ call }) => {
          seen.push(call);
          return stay([say("bye")]);
        },
      },
    },
  });
  return { seen, ...start(ivr(options).use(step)) };
};

type Raw = { CallDetails: { Participants: Record<string, unknown>[] } };

const withParticipants = (
  call: ACall,
  change: (participants: Raw["CallDetails"]["Participants"]) => void,
) => {
  const event = call.event("NEW_INBOUND_CALL") as Raw;
  change(event.CallDetails.Participants);
  return call.deliver(event);
};

describe("the call, as plugins see it", () => {
  it("has the legs by their tags, with numbers and direction", async () => {
    const { call, seen } = watching();
    await call.newInboundCall();
    expect(seen[0]).toMatchObject({
      transactionId: call.transactionId,
      region: "us-east-1",
      legA: { callId: legA, from: "+12065550142", to: "+12065550101", direction: "Inbound", connected: true },
      legB: undefined,
    });
  });

  it("finds the legs in any order", async () => {
    const { call, seen } = watching();
    await call.withLegB().deliver(call.event("NEW_INBOUND_CALL"));
    await withParticipants(call, (participants) => participants.reverse());
    expect(seen.map((view) => [view.legA.callId, view.legB?.callId])).toEqual([
      [legA, legB],
      [legA, legB],
    ]);
  });

  it("counts a leg without a status as up, as real first events have it", async () => {
    const { call, seen } = watching();
    const answer = await withParticipants(call, (participants) => {
      for (const participant of participants) delete participant.Status;
    });
    expect(seen[0]?.legA.connected).toBe(true);
    expect(isFallback(answer)).toBe(false);
  });

  it("takes the only participant for the caller when it has no tag", async () => {
    const { call, seen } = watching();
    await withParticipants(call, (participants) => {
      for (const participant of participants) delete participant.ParticipantTag;
    });
    expect(seen[0]?.legA.callId).toBe(legA);
  });

  it("shows a leg that hangs up as gone, and the other as up", async () => {
    const { call, seen } = watching();
    await call.newInboundCall();
    await call.withLegB().hangup("LEG-B");
    expect(seen[1]?.legB?.connected).toBe(false);
    expect(seen[1]?.legA.connected).toBe(true);
  });

  it("is not answered before the first answer to an inbound call", async () => {
    const { call, seen } = watching();
    await call.newInboundCall();
    await call.callUpdate({});
    expect(seen.map(({ answered }) => answered)).toEqual([false, true]);
  });

  it("has SIP headers where there are some", async () => {
    const { call, seen } = watching();
    await withParticipants(call, ([caller]) => {
      if (caller) caller.SipHeaders = { "X-Tenant": "acme" };
    });
    await call.callUpdate({});
    expect(seen.map(({ legA }) => legA.sipHeaders)).toEqual([{ "X-Tenant": "acme" }, {}]);
  });
});

describe("the locale of a call", () => {
  it("is en-US when the IVR does not say one", async () => {
    const { call, seen } = watching();
    await call.newInboundCall();
    expect(seen[0]?.locale).toBe("en-US");
  });

  it("is what the IVR makes of the call that begins, and stays that", async () => {
    const { call, seen } = watching({ locale: ({ legA }) => (legA.to.startsWith("+1") ? "en-US" : "de-DE") });
    await call.newInboundCall();
    await withParticipants(call, ([caller]) => {
      if (caller) caller.To = "+4930123456";
    });
    expect(seen.map(({ locale }) => locale)).toEqual(["en-US", "en-US"]);
  });
});
