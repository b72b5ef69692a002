import { expect, it } from "vitest";
import { answer, guarded, hangup, type Legacy, legOf, question, speak, taken } from "./calls.js";

// The service is known to refuse more than ten attributes (wire.md 4.6).
const pairs = (count: number, value = "v") =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, value]));
const keeps =
  (TransactionAttributes: object): Legacy =>
  (event) =>
    event.InvocationEventType === "NEW_INBOUND_CALL"
      ? { ...answer(question(event)), TransactionAttributes }
      : answer(speak("Bye.", legOf(event)), hangup(event));

it.each([
  ["ten attributes", pairs(10)],
  ["attributes of 20 KB", pairs(5, "v".repeat(4080))],
])("%s are sent without one more, and the log says so", async (_, attributes) => {
  const running = guarded(keeps(attributes));
  const call = await (await running.dial()).enter("12345");
  expect(call.responses[0]?.TransactionAttributes).toEqual(attributes);
  expect(call.heard).toEqual(["Your PIN?", "Bye."]);
  expect(taken(running)).toEqual([]);
  expect(running.log[0]?.fields).toMatchObject({ kept: "nothing: TransactionAttributes are full" });
});

it("nine have room for one", async () => {
  const running = guarded(keeps(pairs(9)));
  const call = await running.dial();
  expect(Object.keys(call.responses[0]?.TransactionAttributes ?? {})).toHaveLength(10);
  expect(running.log[0]?.fields).not.toHaveProperty("kept");
});

it("the apology leaves a full map as it is", async () => {
  const running = guarded((event) => {
    if (event.InvocationEventType === "NEW_INBOUND_CALL") return keeps(pairs(10))(event);
    throw new Error("a bug");
  });
  const call = await (await running.dial()).enter("12345");
  expect(call.responses[1]?.TransactionAttributes).toEqual(pairs(10));
  expect(call.call.ended).toBe(true);
});

it("an apology that fails is not said again, although its end could not be noted", async () => {
  const running = guarded((event) => {
    if (event.InvocationEventType === "NEW_INBOUND_CALL") return keeps(pairs(10))(event);
    throw new Error("a bug");
  });
  const take = ({ Type }: { readonly Type: string }) =>
    Type === "Speak" ? { errorType: "AccessDenied", message: "no voice" } : undefined;
  const call = await running.caller({ faults: { take } }).dial();
  await call.enter("12345");
  expect(call.responses.slice(1, 3).map(({ Actions }) => Actions?.map(({ Type }) => Type))).toEqual([
    ["Speak", "Hangup"],
    ["Hangup"],
  ]);
  expect(call.call.ended).toBe(true);
});
