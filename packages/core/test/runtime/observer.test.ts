import { describe, expect, it } from "vitest";
import {
  again,
  branch,
  definePlugin,
  end,
  InvocationObserver,
  ivr,
  line,
  type ObservedInvocation,
  observers,
  value,
} from "../../src/index.js";
import { collect, meeting, notice, play, question, start } from "./an-ivr.js";

const watched = (flow = ivr().use(question("pin")).use(notice("bye"))) => {
  const seen: ObservedInvocation[] = [];
  const running = start(flow.bind(value(InvocationObserver, { observe: (one) => void seen.push(one) })));
  return { ...running, seen };
};

describe("an observer of invocations", () => {
  it("sees each once, when it is answered: the event, the steps, the try, the actions", async () => {
    const { call, seen } = watched();
    call.context = { awsRequestId: "request-1" };
    await call.newInboundCall();
    await call.actionFailed("PlayAudioAndGetDigits", "InvalidDigitsReceived");
    await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(seen).toMatchObject([
      { event: "NEW_INBOUND_CALL", stepBefore: "", stepAfter: "pin", attempt: 1, requestId: "request-1" },
      { event: "ACTION_FAILED:PlayAudioAndGetDigits", stepBefore: "pin", stepAfter: "pin", attempt: 2 },
      { stepBefore: "pin", ended: true, actions: ["PlayAudio", "Hangup"], repeated: false },
    ]);
  });

  it("sees the fallback, with the codes that were logged", async () => {
    const broken = definePlugin({
      name: "broken",
      step: {
        ask: () => {
          throw new Error("a bug");
        },
      },
    });
    const { call, seen } = watched(ivr().use(broken) as never);
    await call.newInboundCall();
    expect(seen).toMatchObject([{ stepAfter: undefined, ended: true, codes: ["IVR_HANDLER_FAILED"] }]);
  });

  it("sees an event that could not be read, for the caller hears the same apology", async () => {
    const { call, seen } = watched();
    await call.deliver({ InvocationEventType: "NEW_INBOUND_CALL", Sequence: 1 } as never);
    expect(seen).toMatchObject([
      {
        transaction: "",
        sequence: 1,
        event: "(invalid)",
        stepAfter: undefined,
        outcome: undefined,
        codes: ["IVR_EVENT_INVALID"],
      },
    ]);
  });

  it("sees that an event was delivered before", async () => {
    const { call, seen } = watched();
    await call.newInboundCall();
    await call.deliver(call.events[0] ?? {});
    expect(seen.map(({ repeated }) => repeated)).toEqual([false, true]);
  });

  it("that throws costs no call", async () => {
    const { call, log } = start(
      ivr()
        .use(question("pin"))
        .bind(
          value(InvocationObserver, {
            observe: () => {
              throw new Error("no metrics today");
            },
          }),
        ),
    );
    expect((await call.newInboundCall()).Actions).toHaveLength(1);
    expect(log.entries.some(({ message }) => /could not be observed/.test(message))).toBe(true);
  });

  it("may be several", () => {
    const seen: string[] = [];
    const one = (name: string) => ({ observe: () => void seen.push(name) });
    observers(one("a"), one("b")).observe({} as ObservedInvocation);
    expect(seen).toEqual(["a", "b"]);
  });
});

describe("what an observer is told of the way of a call", () => {
  const passed = (seen: readonly ObservedInvocation[]) =>
    seen.map(({ reached, left, outcome }) => [
      reached,
      left.map(({ step, how }) => `${step} ${how}`),
      outcome,
    ]);

  it("is each step that is reached and left, those too that do not wait, and once how the flow ended", async () => {
    const { call, seen } = watched(ivr().use(notice("welcome")).use(question("pin")).use(notice("bye")));
    await call.newInboundCall();
    await call.actionSuccessful("PlayAudioAndGetDigits");
    await call.hangup();
    expect(passed(seen)).toEqual([
      [["welcome", "pin"], ["welcome done"], undefined],
      [["bye"], ["pin done", "bye done"], "done"],
      [[], [], undefined],
    ]);
    expect(seen.map(({ over }) => over)).toEqual([false, false, true]);
  });

  it("is the branch that was taken, and a line without steps is no end of its own", async () => {
    const menu = definePlugin({
      name: "menu",
      step: {
        lines: { sales: line().use(question("queue")), nothing: line() },
        ask: () => [collect("menu")],
        on: {
          "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event }) =>
            branch(event.ActionData.ReceivedDigits === "1" ? "sales" : "nothing"),
        },
      },
    });
    const { call, seen } = watched(ivr().use(menu) as never);
    await call.newInboundCall();
    await call.actionSuccessful("PlayAudioAndGetDigits", { ReceivedDigits: "1" });
    expect(passed(seen)[1]).toEqual([["menu/sales/queue"], ["menu branch"], undefined]);
    const other = watched(ivr().use(menu) as never);
    await other.call.newInboundCall();
    await other.call.actionSuccessful("PlayAudioAndGetDigits", { ReceivedDigits: "2" });
    expect(passed(other.seen)[1]).toEqual([[], ["menu branch"], "done"]);
  });

  it.each([
    ["with giveUp", { giveUp: () => [play("goodbye")] }],
    ["with giveUp that ends the call by itself", { giveUp: () => end() }],
    ["without", {}],
  ])("is that a step gave up, %s", async (_name, more) => {
    const stubborn = definePlugin({
      name: "pin",
      step: {
        maxAttempts: 1,
        ask: () => [collect("pin")],
        on: { "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": () => again() },
        ...more,
      },
    });
    const { call, seen } = watched(ivr().use(stubborn) as never);
    await call.newInboundCall();
    await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(passed(seen)[1]).toEqual([[], ["pin gave-up"], "gave-up"]);
  });

  it("is that the caller hung up, in a step and out of a meeting", async () => {
    const alone = watched();
    await alone.call.newInboundCall();
    await alone.call.hangup();
    expect(passed(alone.seen)[1]).toEqual([[], ["pin hang-up"], "hang-up"]);
    const { call, seen } = watched(ivr().use(meeting) as never);
    await call.newInboundCall();
    await call.joined();
    await call.hangup("LEG-A");
    await call.hangup("LEG-B");
    expect(passed(seen).slice(2)).toEqual([
      [[], ["meeting hang-up"], "hang-up"],
      [[], [], undefined],
    ]);
    expect(seen.map(({ over }) => over)).toEqual([false, false, false, true]);
  });

  it("is the fallback in the step where it was, and none of what it has undone", async () => {
    const broken = definePlugin({
      name: "broken",
      step: {
        ask: () => {
          throw new Error("a bug");
        },
      },
    });
    const { call, seen } = watched(ivr().use(question("pin")).use(broken) as never);
    await call.newInboundCall();
    await call.actionSuccessful("PlayAudioAndGetDigits");
    await call.hangup();
    expect(passed(seen).slice(1)).toEqual([
      [[], ["pin fallback"], "fallback"],
      [[], [], undefined],
    ]);
  });

  it("is how long the call and the step have lasted, by the start of LEG-A", async () => {
    const { call, seen, clock } = watched(
      ivr().use(notice("welcome")).use(question("pin")).use(question("code")) as never,
    );
    await clock.advance(1000);
    await call.newInboundCall();
    await clock.advance(7000);
    await call.actionFailed("PlayAudioAndGetDigits", "InvalidDigitsReceived");
    await clock.advance(5000);
    await call.actionSuccessful("PlayAudioAndGetDigits");
    await clock.advance(2000);
    await call.hangup();
    expect(seen.map(({ callMs }) => callMs)).toEqual([1000, 8000, 13_000, 15_000]);
    expect(seen.flatMap(({ left }) => left.map(({ step, ms }) => [step, ms]))).toEqual([
      // Passed in one invocation: how long it is heard is not known.
      ["welcome", undefined],
      ["pin", 12_000],
      ["code", 2000],
    ]);
  });

  it("is no duration where the service's time is none (wire.md 1.4)", async () => {
    const { call, seen } = watched();
    await call.newInboundCall();
    const [first] = call.events as { CallDetails: { Participants: object[] } }[];
    const CallDetails = {
      ...first?.CallDetails,
      Participants: [{ ...first?.CallDetails.Participants[0], StartTimeInMilliseconds: "159700958834234" }],
    };
    await call.deliver({ ...first, CallDetails } as never);
    expect(seen.at(-1)?.callMs).toBeUndefined();
  });

  it("costs the state of a call nothing where nobody observes", async () => {
    const { call } = start(ivr().use(question("pin")));
    await call.newInboundCall();
    expect(call.attributes?.ivr).not.toContain('"i":');
  });
});
