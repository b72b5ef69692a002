import { describe, expect, it } from "vitest";
import { answer, type Guarded, guarded, hangup, legOf, speak, taken } from "./calls.js";

const [line, agent, customer] = ["+12065550101", "+12065550155", "+12065550177"];

/** An event of a call from a number; what it does is said by its digits, for the handlers below. */
const eventOf = (id: string, From: string, to: object = {}, To = line) => ({
  SchemaVersion: "1.0",
  Sequence: 1,
  InvocationEventType: "NEW_INBOUND_CALL",
  CallDetails: {
    TransactionId: `transaction-${id}`,
    AwsAccountId: "1",
    AwsRegion: "us-east-1",
    SipMediaApplicationId: "s",
    Participants: [{ CallId: `leg-${id}`, ParticipantTag: "LEG-A", To, From, Direction: "Inbound" }],
  },
  ...to,
});
const over = (id: string, From: string) => {
  const began = eventOf(id, From);
  const [leg] = began.CallDetails.Participants;
  const gone = { ...began.CallDetails, Participants: [{ ...leg, Status: "Disconnected" }] };
  const ActionData = { Type: "Hangup", Parameters: { CallId: `leg-${id}`, ParticipantTag: "LEG-A" } };
  return { ...began, Sequence: 2, InvocationEventType: "HANGUP", CallDetails: gone, ActionData };
};
const bridge = (CallerIdNumber: string, Uri = agent) => ({
  Type: "CallAndBridge",
  Parameters: {
    CallTimeoutSeconds: 20,
    CallerIdNumber,
    Endpoints: [{ BridgeEndpointType: "PSTN", Uri }],
  },
});
const typesOf = async (running: Guarded, event: object) =>
  ((await running.handler(event)) as ReturnType<typeof answer>).Actions.map((action) =>
    Reflect.get(action, "Type"),
  );

describe("what an answer may have of another call", () => {
  it("the number that is dialled: an agent who has called in can still be reached", async () => {
    const running = guarded(() => answer(bridge(line)));
    await running.handler(eventOf("agents", agent));
    expect(await typesOf(running, eventOf("customers", customer))).toEqual(["CallAndBridge"]);
    expect(taken(running)).toEqual([]);
  });

  it("what is spoken, sent along and kept: a number to call back, the call that this one belongs to", async () => {
    const running = guarded((event) => ({
      ...answer(speak(`We call ${agent} back.`, legOf(event)), {
        ...bridge(line),
        Parameters: { ...bridge(line).Parameters, SipHeaders: { "X-Parent": "leg-agents" } },
      }),
      TransactionAttributes: { parent: "transaction-agents", callBack: agent },
    }));
    await running.handler(eventOf("agents", agent));
    await typesOf(running, eventOf("customers", customer));
    expect(taken(running)).toEqual([]);
  });

  it("a caller ID that is one of our own numbers, although it has called another of them", async () => {
    const running = guarded(() => answer(bridge(line)));
    await running.handler(eventOf("customers", customer));
    await running.handler(eventOf("between", line, {}, "+12065550102"));
    await typesOf(running, eventOf("next", "+12065550178"));
    expect(taken(running)).toEqual([]);
  });

  it("a caller ID that the handler sent before anybody called from it", async () => {
    const office = "+12065550100";
    const running = guarded(() => answer(bridge(office)));
    await running.handler(eventOf("customers", customer));
    await running.handler(eventOf("employees", office));
    await typesOf(running, eventOf("next", "+12065550178"));
    expect(taken(running)).toEqual([]);
  });

  it("the number of a caller who calls twice at once", async () => {
    const running = guarded((event) =>
      answer(bridge(event.CallDetails.Participants[0]?.From ?? ""), hangup(event)),
    );
    await running.handler(eventOf("one", customer));
    await typesOf(running, eventOf("two", customer));
    expect(taken(running)).toEqual([]);
  });

  it("ids that are part of a longer one", async () => {
    const running = guarded((event) => answer(speak("Hello.", legOf(event)), hangup(event)));
    await running.handler(eventOf("1", agent));
    await typesOf(running, eventOf("12", customer));
    expect(taken(running)).toEqual([]);
  });
});

describe("what an answer may not have of another call", () => {
  it("a leg, also when its call is over", async () => {
    let first = "";
    const running = guarded((event) => {
      first ||= legOf(event);
      return answer(speak("Hello.", first), hangup(event));
    });
    await running.handler(eventOf("agents", agent));
    await running.handler(over("agents", agent));
    const answered = await running.handler(eventOf("customers", customer));
    expect(JSON.stringify(answered)).not.toContain("leg-agents");
    expect(taken(running)).toEqual(["other-call on"]);
    expect(running.log.map(({ message }) => message).join()).toMatch(/has a leg of another call in it/);
  });

  it("the number of another caller as its caller ID", async () => {
    let caller = "";
    const running = guarded((event) => {
      caller ||= event.CallDetails.Participants[0]?.From ?? "";
      return answer(bridge(caller));
    });
    await running.handler(eventOf("one", customer));
    expect(await typesOf(running, eventOf("two", "+12065550178"))).toEqual(["Speak", "Hangup"]);
    expect(taken(running)).toEqual(["other-call on"]);
    expect(JSON.stringify(running.log)).not.toContain(customer);
  });

  it("off, nothing of it is looked at", async () => {
    const running = guarded(() => answer(speak("Hello.", "leg-one")), { guards: { "other-call": "off" } });
    await running.handler(eventOf("one", customer));
    expect(await typesOf(running, eventOf("two", agent))).toEqual(["Speak"]);
  });
});
