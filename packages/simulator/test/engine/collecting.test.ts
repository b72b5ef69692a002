import { describe, expect, it } from "vitest";
import { callTo, collect, listen, play, told } from "./handlers.js";

const asking = (extra: object = {}, rules = {}) =>
  callTo((_, index) => (index === 0 ? [collect(extra)] : undefined), { rules });

const reported = (call: ReturnType<typeof asking>) =>
  call.events.flatMap((event) =>
    event.InvocationEventType === "ACTION_SUCCESSFUL"
      ? [(event.ActionData as { ReceivedDigits?: string }).ReceivedDigits]
      : [],
  );

describe("collecting digits (3.2)", () => {
  it("is over with the terminator, which is not among the digits", async () => {
    expect(reported(await (await asking().dial()).enter("123#"))).toEqual(["123"]);
  });

  it("hands the terminator over too, when switched so (7.2 a)", async () => {
    const call = await (await asking({}, { stripTerminator: false }).dial()).enter("123#");
    expect(reported(call)).toEqual(["123#"]);
  });

  it("is over with the most digits", async () => {
    expect(reported(await (await asking().dial()).enter("12345"))).toEqual(["12345"]);
  });

  it("is over when the caller stops typing with enough digits", async () => {
    const call = await asking({ InBetweenDigitsDurationInMilliseconds: 2000 }).dial();
    await call.press("123");
    await call.elapse(2100);
    expect(reported(call)).toEqual(["123"]);
  });

  it("hears digits while the prompt is played, and stops it", async () => {
    const call = asking();
    call.call.begin();
    await call.answered();
    await call.press("123#");
    expect(reported(call)).toEqual(["123"]);
    expect(call.clock.now() - Date.UTC(2026, 0, 1, 12)).toBeLessThan(1000);
  });

  it("plays the failure prompt after too few digits, and asks again", async () => {
    const call = await (await asking({ Repeat: 2 }).dial()).enter("1#");
    expect(call.heard).toEqual(["ask", "bad", "ask"]);
    expect(reported(await call.enter("123#"))).toEqual(["123"]);
  });

  it("fails with InvalidDigitsReceived after the last try, each with its failure prompt", async () => {
    const call = asking({ Repeat: 2 });
    await call.dial();
    await call.elapse(20_000);
    expect(call.heard).toEqual(["ask", "bad", "ask", "bad"]);
    expect(call.events.at(-1)).toMatchObject({ ActionData: { ErrorType: "InvalidDigitsReceived" } });
  });

  it("leaves the last failure prompt out, when switched so (7.2 e)", async () => {
    const call = asking({}, { failurePromptAfterLastTry: false });
    await call.dial();
    await call.elapse(20_000);
    expect(call.heard).toEqual(["ask"]);
  });

  it.each([
    ["search", ["9123"]],
    ["whole", []],
  ] as const)("takes a regex for a %s (7.2 b)", async (inputRegex, expected) => {
    const call = await asking({ InputDigitsRegex: "[1-3]{3}" }, { inputRegex }).dial();
    await call.press("9123#");
    expect(reported(call)).toEqual(expected);
  });
});

describe("listening for digits (3.3)", () => {
  const keep = { SchemaVersion: "1.0" };
  const listening = (rules = {}) =>
    callTo((_, index) => (index === 0 ? [listen("^[0-9*]*\\*[68]$"), play("long", { Repeat: 99 })] : keep), {
      rules,
      audio: { durationOf: () => 1000 },
    });
  const typed = (call: ReturnType<typeof listening>) =>
    call.events.flatMap((event) =>
      event.InvocationEventType === "DIGITS_RECEIVED" ? [event.ActionData.ReceivedDigits] : [],
    );

  it("tests the digits a pause after each key, and reports them beside the list", async () => {
    const call = listening();
    call.call.begin();
    await call.answered();
    await call.press("*6");
    expect(typed(call)).toEqual([]);
    await call.elapse(1100);
    expect(typed(call)).toEqual(["*6"]);
    expect(told(call)).not.toContain("ACTION_SUCCESSFUL:PlayAudio");
  });

  it("forgets digits that do not fit, counted from the first", async () => {
    const call = listening();
    call.call.begin();
    await call.answered();
    await call.press("77");
    await call.elapse(5000);
    await call.press("*8");
    await call.elapse(1100);
    expect(typed(call)).toEqual(["*8"]);
  });

  it.each([
    [true, ["*6", "*8"]],
    [false, ["*6"]],
  ])("stays after a match: %s (7.1 #16)", async (listenerStays, expected) => {
    const call = listening({ listenerStays });
    call.call.begin();
    await call.answered();
    for (const keys of ["*6", "*8"]) {
      await call.press(keys);
      await call.elapse(1100);
    }
    expect(typed(call)).toEqual(expected);
  });

  it.each([
    ["both", 1],
    ["collector", 0],
  ] as const)("keys while digits are collected are heard by: %s (7.2 g)", async (keysGoTo, matches) => {
    const call = callTo((_, index) => (index === 0 ? [listen("^12$"), collect()] : undefined), {
      rules: { keysGoTo },
    });
    await call.dial();
    await call.press("12");
    await call.elapse(1100);
    expect(told(call).filter((event) => event === "DIGITS_RECEIVED:ReceiveDigits")).toHaveLength(matches);
  });

  it("reports empty digits when it is the last of a list", async () => {
    const call = await callTo((_, index) => (index === 0 ? [play("hi"), listen("^1$")] : undefined)).dial();
    expect(call.events[1]).toMatchObject({ ActionData: { Type: "ReceiveDigits", ReceivedDigits: "" } });
  });
});
