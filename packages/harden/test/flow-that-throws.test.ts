import { type SimulatedCall } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import { answer, firstEvent, guarded, question, sound, taken, type WireEvent } from "./calls.js";

describe("a flow that throws", () => {
  const threw = new Error("no such table");
  const rejecting = () => Promise.reject(threw);
  const throwing = () => {
    throw threw;
  };
  const outbound = { ...firstEvent(), InvocationEventType: "NEW_OUTBOUND_CALL" };

  it.each([
    ["rejects", rejecting],
    ["throws at once", throwing],
  ])("costs the caller an apology, and is logged: it %s", async (_, handler) => {
    const running = guarded(sound, { takeOver: { handler, share: 1 } });
    const call = await running.dial();
    await call.untilEnded();
    expect(call.heard).toEqual([expect.stringMatching(/^We are sorry/)]);
    expect(call.problems).toEqual([]);
    expect(taken(running)).toContain("exception on");
    const [error, line] = running.log;
    expect(error).toMatchObject({ level: "error", fields: { error: { message: "no such table" } } });
    expect(line).toMatchObject({
      message: "hardened invocation",
      fields: { stepAfter: "(fallback)", actions: ["Speak", "Hangup"], guards: ["exception"] },
    });
  });

  it("keeps the call, with its state, for its end", async () => {
    const seen: (readonly [string, unknown])[] = [];
    const handler = async (event: unknown) => {
      const { InvocationEventType, CallDetails } = event as WireEvent;
      seen.push([InvocationEventType, CallDetails.TransactionAttributes]);
      if (InvocationEventType === "ACTION_SUCCESSFUL") throw threw;
      const asks = InvocationEventType === "NEW_INBOUND_CALL";
      return {
        ...answer(...(asks ? [question(event as WireEvent)] : [])),
        TransactionAttributes: { of: "the flow" },
      };
    };
    const call = await guarded(sound, { takeOver: { handler, share: 1 } }).dial();
    await call.enter("12345");
    await call.untilEnded();
    expect(call.heard.at(-1)).toMatch(/^We are sorry/);
    expect(seen.at(-1)).toEqual(["HANGUP", expect.objectContaining({ of: "the flow" })]);
  });

  it("keeps a call that is placed although it threw at its beginning", async () => {
    const { handler } = guarded(sound, { takeOver: { handler: rejecting, share: 1 } });
    expect(await handler(outbound)).toEqual({
      SchemaVersion: "1.0",
      TransactionAttributes: { hardened: "flow" },
    });
  });

  it("throws on while the guard only reports, and says so", async () => {
    const running = guarded(sound, {
      takeOver: { handler: rejecting, share: 1 },
      guards: { exception: "report" },
    });
    await expect(running.handler(firstEvent())).rejects.toBe(threw);
    expect(taken(running)).toEqual(["exception report"]);
  });
});

describe("after the apology for a flow that threw", () => {
  const bridge = {
    Type: "CallAndBridge",
    Parameters: {
      CallTimeoutSeconds: 30,
      CallerIdNumber: "+12065550101",
      Endpoints: [{ BridgeEndpointType: "PSTN", Uri: "+12065550155" }],
    },
  };
  const types = (call: SimulatedCall) =>
    call.responses.map(({ Actions }) => Actions?.map(({ Type }) => Type));
  const ofTheFlow = (event: WireEvent) => ({
    ...answer(question(event)),
    TransactionAttributes: { of: "the flow" },
  });
  const thereafter: Record<string, (event: WireEvent) => unknown> = {
    "asks something": ofTheFlow,
    "answers an empty list": () => answer(),
    "answers nothing": () => undefined,
    "throws again": () => {
      throw new Error("no such table");
    },
  };
  /** Throws when the parties are bridged; then does as it likes. */
  const bridging = (then: string) => {
    const handler = async (event: unknown) => {
      const { InvocationEventType, ActionData } = event as WireEvent;
      if (InvocationEventType === "NEW_INBOUND_CALL") return answer(bridge);
      if (InvocationEventType === "ACTION_SUCCESSFUL" && ActionData?.Type === "CallAndBridge")
        throw new Error("no such table");
      return thereafter[then]?.(event as WireEvent);
    };
    return guarded(sound, { takeOver: { handler, share: 1 } });
  };
  const isWhole = (call: SimulatedCall) => {
    const said = call.trace.flatMap((entry) =>
      entry.kind === "sound over" && entry.leg === "LEG-A" ? [entry.how] : [],
    );
    expect(call.heard).toEqual([expect.stringMatching(/^We are sorry/)]);
    expect(said.at(-1)).toBe("finished");
    expect(call.call.ended).toBe(true);
    expect(call.call.legs.every(({ status }) => status === "Disconnected")).toBe(true);
    expect(call.problems).toEqual([]);
  };

  it("a hang-up that fails is tried again, and the apology is not said again", async () => {
    const handler = () => Promise.reject(new Error("no such table"));
    let failures = 2;
    const take = ({ Type }: { readonly Type: string }) =>
      Type === "Hangup" && failures-- > 0 ? { errorType: "SystemException", message: "no" } : undefined;
    const running = guarded(sound, { takeOver: { handler, share: 1 } });
    const call = await running.caller({ faults: { take } }).dial();
    await call.untilEnded();
    expect(types(call).slice(0, 3)).toEqual([["Speak", "Hangup"], ["Hangup"], ["Hangup"]]);
    expect(running.log.filter(({ fields }) => fields.stepAfter === "(fallback)")).toHaveLength(1);
  });

  it.each(Object.keys(thereafter))(
    "no leg is left, and the caller hears it whole: the flow %s",
    async (then) => {
      const call = await bridging(then).dial();
      await call.untilEnded();
      isWhole(call);
    },
  );

  it.each(Object.keys(thereafter))(
    "the other party hangs up in the middle of it: the flow %s",
    async (then) => {
      const call = bridging(then).caller();
      call.call.begin();
      await call.elapse(2500);
      expect(call.heard).toHaveLength(1);
      call.parties[0]?.end();
      await call.untilEnded();
      isWhole(call);
    },
  );

  it("the flow's state is kept, with what it adds to it", async () => {
    const { handler } = bridging("asks something");
    const event = {
      ...firstEvent({ Status: "Connected" }),
      InvocationEventType: "ACTION_FAILED",
      ActionData: { Type: "Hangup", Parameters: { CallId: "leg-a" } },
    };
    const marked = { ...event.CallDetails, TransactionAttributes: { hardened: "flow|||ended", of: "it" } };
    expect(await handler({ ...event, CallDetails: marked })).toEqual({
      ...answer({ Type: "Hangup", Parameters: { CallId: "leg-a" } }),
      TransactionAttributes: { of: "the flow", hardened: "flow|||ended" },
    });
  });

  it("a call from before there was harden() whose attributes are full keeps them as they are", async () => {
    const full = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`key${index}`, "v"]));
    const TransactionAttributes = { ...full, ivr: JSON.stringify({ v: 1, s: "main" }) };
    const { handler } = guarded(sound, {
      takeOver: { handler: () => Promise.reject(new Error("no such table")) },
    });
    const event = {
      ...firstEvent({ Status: "Connected" }),
      InvocationEventType: "ACTION_SUCCESSFUL",
      ActionData: { Type: "Speak", Parameters: { CallId: "leg-a" } },
    };
    const answered = await handler({
      ...event,
      CallDetails: { ...event.CallDetails, TransactionAttributes },
    });
    expect(answered).not.toHaveProperty("TransactionAttributes");
  });
});
