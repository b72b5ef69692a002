import { expect, it } from "vitest";
import { answer, firstEvent, guarded, type Legacy, question, sound, taken } from "./calls.js";

// What runs in a call that was up before harden() was deployed, nobody knows: its attribute is not there.
/** Keys are only noted while a prompt runs, as with ReceiveDigits; the rest is sound. */
const notesKeys: Legacy = (event) =>
  event.InvocationEventType === "DIGITS_RECEIVED" ? answer() : sound(event);

function eventOf(InvocationEventType: string, ActionData: object) {
  const { CallDetails, ...first } = firstEvent({ Status: "Connected" });
  const kept = { ...CallDetails, TransactionAttributes: { mine: "kept" } };
  return { ...first, Sequence: 7, InvocationEventType, ActionData, CallDetails: kept };
}
const digits = eventOf("DIGITS_RECEIVED", {
  Type: "ReceiveDigits",
  ReceivedDigits: "1",
  Parameters: { CallId: "leg-a" },
});

it("nothing answered to it is sent as it is, and dead-air only says so", async () => {
  const running = guarded(notesKeys);
  expect(await running.handler(digits)).toEqual({ SchemaVersion: "1.0", Actions: [] });
  expect(taken(running)).toEqual(["dead-air report"]);
});

it("dead-air off says nothing", async () => {
  const running = guarded(notesKeys, { guards: { "dead-air": "off" } });
  await running.handler(digits);
  expect(taken(running)).toEqual([]);
});

it("the other party's end, with nothing answered to it, does not end the caller", async () => {
  const running = guarded(() => answer());
  const ended = eventOf("HANGUP", {
    Type: "Hangup",
    Parameters: { CallId: "leg-b", ParticipantTag: "LEG-B", SipResponseCode: 0 },
  });
  expect(await running.handler(ended)).toEqual({ SchemaVersion: "1.0", Actions: [] });
  expect(taken(running)).toEqual(["forgotten-leg report", "dead-air report"]);
});

it("from its next list on it is guarded as every call", async () => {
  const running = guarded((event) =>
    event.InvocationEventType === "DIGITS_RECEIVED" ? answer(question(event)) : answer(),
  );
  const { TransactionAttributes } = (await running.handler(digits)) as { TransactionAttributes: object };
  const silence = eventOf("ACTION_SUCCESSFUL", {
    Type: "SpeakAndGetDigits",
    Parameters: { CallId: "leg-a" },
  });
  const { Actions } = (await running.handler({
    ...silence,
    CallDetails: { ...silence.CallDetails, TransactionAttributes },
  })) as ReturnType<typeof answer>;
  expect(Actions.map((action) => Reflect.get(action, "Type"))).toEqual(["Speak", "Hangup"]);
  expect(taken(running)).toEqual(["dead-air on"]);
});

it("a refused first answer leaves nothing behind that could run", async () => {
  const running = guarded(() => answer());
  const refused = eventOf("INVALID_LAMBDA_RESPONSE", {});
  const { ActionData: _none, ...event } = refused;
  const { Actions } = (await running.handler({
    ...event,
    ErrorType: "SchemaVersionMismatch",
    ErrorMessage: "refused",
  })) as ReturnType<typeof answer>;
  expect(Actions.map((action) => Reflect.get(action, "Type"))).toEqual(["Speak", "Hangup"]);
});
