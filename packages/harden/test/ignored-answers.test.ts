import { describe, expect, it } from "vitest";
import { answer, guarded, hangup, type Legacy, legOf, speak, taken, type WireEvent } from "./calls.js";

// The service ignores what is answered to NEW_OUTBOUND_CALL, RINGING and ACTION_INTERRUPTED, but for attributes (wire.md 4.2).
const outbound = { setup: { outbound: {} } };
const isCalled = ({ InvocationEventType }: WireEvent, type: string) => InvocationEventType === type;
const greets: Legacy = (event) =>
  isCalled(event, "CALL_ANSWERED") ? answer(speak("Hello.", legOf(event)), hangup(event)) : answer();

describe("whoever is called hears what the handler has to say", () => {
  it.each<[string, Legacy, string[]]>([
    ["when it answers nothing before", greets, []],
    [
      "when it has thrown before",
      (event) => {
        if (isCalled(event, "NEW_OUTBOUND_CALL")) throw new Error("a bug");
        return greets(event);
      },
      ["exception on"],
    ],
    [
      "when it has answered something wrong before",
      (event) => (isCalled(event, "RINGING") ? answer({ Type: "PlayMusic", Parameters: {} }) : greets(event)),
      ["answer-form on"],
    ],
  ])("%s", async (_, legacy, guarding) => {
    const running = guarded(legacy);
    const call = running.caller(outbound);
    await call.dial();
    await call.untilEnded();
    expect(call.heard).toEqual(["Hello."]);
    expect(taken(running)).toEqual(guarding);
  });
});

it("attributes that are answered to an interruption leave the guards what they know", async () => {
  const long = (event: WireEvent) => ({
    Type: "Pause",
    Parameters: { CallId: legOf(event), DurationInMilliseconds: "20000" },
  });
  const running = guarded((event) => {
    if (isCalled(event, "NEW_INBOUND_CALL")) return answer(long(event));
    if (isCalled(event, "CALL_UPDATE_REQUESTED")) return answer(speak("One moment.", legOf(event)));
    return {
      ...answer(),
      ...(isCalled(event, "ACTION_INTERRUPTED") && { TransactionAttributes: { mine: "kept" } }),
    };
  });
  const call = running.caller();
  call.call.begin();
  await call.elapse(1000);
  call.call.update({ do: "go on" });
  await call.untilEnded();
  expect(call.events.map(({ InvocationEventType }) => InvocationEventType)).toContain("ACTION_INTERRUPTED");
  expect(call.events.at(-1)?.CallDetails.TransactionAttributes).toMatchObject({ mine: "kept" });
  // Silence after what was said is one that is known.
  expect(taken(running)).toEqual(["dead-air on"]);
});
