import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answer, guarded, hangup, type Legacy, legOf, question, sound, speak, taken } from "./calls.js";

const token = "MTIzNDU2Nzg5MC1hYmNkZWZnaGlqa2xtbm9w";
let printed: string[] = [];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((...all) => void printed.push(all.join(" ")));
});
afterEach(() => void vi.restoreAllMocks());

it.each<[string, unknown[]]>([
  ["in JSON", [JSON.stringify({ Attendee: { AttendeeId: "a", JoinToken: token } })]],
  ["in JSON in JSON", [JSON.stringify({ body: JSON.stringify({ Token: "short" }) })]],
  ["in an object", [{ JoinToken: token }]],
  ["beside its name", ["token:", token]],
  ["in an assignment", [`joinToken=${token}&x=1`]],
])("a token is left out of what is printed: %s", async (_, all) => {
  const running = guarded((event) => {
    console.log(...all);
    return sound(event);
  });
  await running.dial();
  expect(printed).toHaveLength(1);
  expect(printed[0]).not.toMatch(/MTIzNDU2|short/);
  expect(printed[0]).toContain("[redacted]");
  expect(taken(running)).toEqual(["console on"]);
});

it("what is said of tokens is left as it is", async () => {
  await guarded((event) => {
    console.log("token: none, the tokens of everybody are refreshed");
    return sound(event);
  }).dial();
  expect(printed).toEqual(["token: none, the tokens of everybody are refreshed"]);
});

it.each<[string, object]>([
  ["as text", { pin: "71171" }],
  ["as a number", { pin: 71171 }],
  ["in an object", { caller: { pin: "71171" } }],
  ["in JSON", { caller: JSON.stringify({ pin: "71171" }) }],
])("digits that are kept in attributes are left out at every later event: %s", async (_, kept) => {
  const legacy: Legacy = (event) => {
    console.log(JSON.stringify(event.CallDetails.TransactionAttributes ?? {}), "PIN 71171");
    if (event.InvocationEventType !== "NEW_INBOUND_CALL") return sound(event);
    return { ...answer(speak("Hello.", legOf(event)), question(event)), TransactionAttributes: kept };
  };
  await (await guarded(legacy).dial()).enter("12345");
  expect(printed).toHaveLength(3);
  expect(printed.slice(1).join()).not.toContain("71171");
});

it("a token that is kept in attributes is left out of the guards' log, too", async () => {
  const running = guarded((event) => {
    if (event.InvocationEventType === "NEW_INBOUND_CALL")
      return { ...answer(question(event)), TransactionAttributes: { joinToken: token, pin: "71171" } };
    if (event.InvocationEventType === "HANGUP") return answer(hangup(event));
    throw new Error(`cannot join with ${token} of 71171`);
  });
  await (await running.dial()).enter("12345");
  expect(JSON.stringify(running.log)).toContain("cannot join with");
  expect(JSON.stringify(running.log)).not.toMatch(/MTIz|71171/);
});
