import { describe, expect, it } from "vitest";
import {
  definePlugin,
  InvocationObserver,
  ivr,
  type ObservedInvocation,
  observers,
  value,
} from "../../src/index.js";
import { notice, question, start } from "./an-ivr.js";

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
