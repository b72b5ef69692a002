import { describe, expect, it } from "vitest";
import { simulateCall, VirtualClock } from "../../src/index.js";
import { callTo, pause, play, told } from "./handlers.js";

const answering = (answer: unknown, rules = {}) =>
  callTo(
    (event, index) =>
      index === 0 || event.InvocationEventType === "INVALID_LAMBDA_RESPONSE" ? (answer as object) : undefined,
    { rules },
  );

describe("answers that the service does not take (4.12.3)", () => {
  it.each([
    ["blank", null, "the answer is blank"],
    ["text", "<html>", "of type string"],
    ["with eleven actions", { SchemaVersion: "1.0", Actions: Array(11).fill(pause(100)) }, "11 actions"],
    [
      "with an unknown action",
      { SchemaVersion: "1.0", Actions: [{ Type: "SpeakText" }] },
      '"SpeakText" is no action',
    ],
    ["with Actions that are none", { SchemaVersion: "1.0", Actions: "play" }, "Actions is no list"],
    [
      "with an empty list for a new call",
      { SchemaVersion: "1.0", Actions: [] },
      "the list of actions is empty",
    ],
  ])("%s: the call is dropped, and told why", async (_, answer, why) => {
    const call = await simulateCall({ handler: async () => answer }).dial();
    expect(call.call.ended).toBe(true);
    expect(call.warnings.join()).toContain(why);
    expect(told(call)).toEqual(["NEW_INBOUND_CALL"]);
  });

  it("of another schema version are told with SchemaVersionMismatch", async () => {
    const call = await answering({ statusCode: 200, body: "{}" }).dial();
    expect(call.events[1]).toMatchObject({
      InvocationEventType: "INVALID_LAMBDA_RESPONSE",
      ErrorType: "SchemaVersionMismatch",
    });
    expect(call.call.ended).toBe(true);
  });

  it("with too many attributes are told with TransactionAttributesInvalidMapSize, by the page or by the error text", async () => {
    const attributes = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, "v"]));
    const answer = { SchemaVersion: "1.0", Actions: [play("hi")], TransactionAttributes: attributes };
    const documented = await answering(answer).dial();
    expect(documented.heard).toEqual(["hi"]);
    expect(documented.warnings.join()).toContain("known to refuse more than 10");
    const strict = await answering(answer, { mostAttributes: 10 }).dial();
    expect(strict.events[1]).toMatchObject({ ErrorType: "TransactionAttributesInvalidMapSize" });
  });

  it("are told first, when switched so", async () => {
    const call = await answering(
      { SchemaVersion: "1.0", Actions: [{ Type: "SpeakText" }] },
      { refusedAnswer: "tell" },
    ).dial();
    expect(told(call)).toEqual(["NEW_INBOUND_CALL", "INVALID_LAMBDA_RESPONSE"]);
  });

  it("that cannot be written as JSON are explained", async () => {
    const call = await callTo(() => ({
      SchemaVersion: "1.0",
      Actions: [],
      TransactionAttributes: { n: 1n },
    })).dial();
    expect(call.call.ended).toBe(true);
    expect(call.warnings.join()).toMatch(/BigInt/);
  });

  it("that never come, because the handler throws, drop the call", async () => {
    const call = await callTo(() => {
      throw new Error("no such table");
    }).dial();
    expect(call.warnings.join()).toContain("the handler threw: no such table");
    expect(call.call.ended).toBe(true);
  });
});

describe("time limits (4.7)", () => {
  it("5 s: the same event is delivered once more", async () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    const call = simulateCall({
      clock,
      handler: (event) => {
        seen.push(JSON.stringify(event));
        return new Promise((resolve) =>
          clock.after(6000, () => resolve({ SchemaVersion: "1.0", Actions: [play("late")] })),
        );
      },
    });
    call.call.begin();
    await call.elapseMeanwhile(5100);
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(seen[1]);
    await call.elapseMeanwhile(1000);
    expect(call.heard).toEqual(["late"]);
  });

  it("no time passes meanwhile for another caller on the same clock", async () => {
    const clock = new VirtualClock();
    const times: number[] = [];
    const atWork = async () => {
      times.push(clock.now());
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      times.push(clock.now());
      return { SchemaVersion: "1.0", Actions: [pause(100)] };
    };
    simulateCall({ clock, handler: atWork }).call.begin();
    await callTo(() => [pause(1000)], { clock }).elapse(50);
    expect(times).toEqual([times[0], times[0]]);
  });

  it("20 s: the call is over", async () => {
    const call = simulateCall({ handler: () => new Promise(() => {}) });
    call.call.begin();
    await call.elapseMeanwhile(20_000);
    expect(call.call.ended).toBe(true);
    expect(call.warnings.join()).toContain("no answer within 20 s");
  });

  it("1,000 invocations end the call", async () => {
    const call = callTo(() => [pause(100)]);
    call.call.begin();
    await call.untilEnded();
    expect(call.events).toHaveLength(1000);
    expect(call.warnings.join()).toContain("more than 1000 invocations");
  });

  it("2.1 30 s unanswered: the call is over; a chain of pauses holds it in ringback", async () => {
    const once = callTo((_, index) => (index === 0 ? [pause(20_000)] : undefined));
    await (await once.dial()).untilEnded();
    expect(once.warnings.join()).toContain("nothing answered the call within 30 s");
    const held = callTo((_, index) =>
      index < 4 ? [pause(20_000)] : index === 4 ? [play("hello")] : undefined,
    );
    await held.dial();
    expect(held.heard).toEqual(["hello"]);
  });
});

describe("transaction attributes (4.6)", () => {
  const attributesAfter = async (second: object) => {
    const call = callTo((_, index) => {
      if (index === 0)
        return { SchemaVersion: "1.0", Actions: [play("one")], TransactionAttributes: { a: "1", b: "2" } };
      return index === 1 ? { SchemaVersion: "1.0", Actions: [play("two")], ...second } : undefined;
    });
    await call.dial();
    return call.events[2]?.CallDetails.TransactionAttributes;
  };

  it.each([
    ["replaced as a whole", { TransactionAttributes: { c: "3" } }, { c: "3" }],
    ["kept when left out", {}, { a: "1", b: "2" }],
    ["kept when null", { TransactionAttributes: null }, { a: "1", b: "2" }],
    ["cleared by an empty map", { TransactionAttributes: {} }, undefined],
  ])("are %s", async (_, second, expected) => {
    expect(await attributesAfter(second)).toEqual(expected);
  });
});

describe("answers of hand-written handlers (1.5, 3.0, 7.2 o)", () => {
  const taken = async (action: object) =>
    callTo((_, index) => (index === 0 ? [play("x"), action as never, pause(100)] : undefined)).dial();

  it.each([
    ["empty leg names", { Type: "VoiceFocus", Parameters: { Enable: true, CallId: "", ParticipantTag: "" } }],
    [
      "numbers as text",
      { Type: "SendDigits", Parameters: { Digits: "1", ToneDurationInMilliseconds: "100" } },
    ],
    ["a truth value as text", { Type: "VoiceFocus", Parameters: { Enable: "True" } }],
    [
      "a tag where the page has only an id",
      { Type: "VoiceFocus", Parameters: { Enable: true, ParticipantTag: "Leg-A" } },
    ],
    [
      "a parameter that is none",
      { Type: "Pause", Parameters: { DurationInMilliseconds: 100, AttendeeJoinToken: "x" } },
    ],
  ])("%s: the action runs, and it is told", async (_, action) => {
    const call = await taken(action);
    expect(told(call)).toEqual(["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL:Pause"]);
    expect(
      call.trace.some((entry) => entry.kind === "warning" && entry.where?.startsWith("Actions[1]")),
    ).toBe(true);
  });

  it("a Hangup without Parameters hangs up", async () => {
    const call = await callTo(() => [{ Type: "Hangup" } as never]).dial();
    expect(call.call.ended).toBe(true);
    expect(told(call)).toEqual(["NEW_INBOUND_CALL", "HANGUP:Hangup"]);
  });

  it("names what was probably meant by an unknown action or parameter, and where", async () => {
    const parameter = await taken({ Type: "Pause", Parameters: { DurationInMilisecond: 100 } });
    expect(parameter.trace).toContainEqual(
      expect.objectContaining({
        where: "Actions[1].Parameters",
        text: '"DurationInMilisecond" is no parameter of Pause; did you mean DurationInMilliseconds?',
      }),
    );
    const action = await taken({ Type: "PlayAudioAndGetDigit", Parameters: {} });
    expect(action.warnings.join()).toContain("did you mean PlayAudioAndGetDigits?");
  });

  it("an envelope for API Gateway is told as one", async () => {
    const call = await callTo(() => ({ statusCode: 200, body: "{}" })).dial();
    expect(call.warnings.join()).toContain("envelope for API Gateway");
  });

  it("more than Lambda hands on drops the call", async () => {
    const call = await callTo(() => ({
      SchemaVersion: "1.0",
      Actions: [],
      Note: "x".repeat(10_000_000),
    })).dial();
    expect(call.warnings.join()).toContain("10 MB; Lambda hands on at most 6 MB");
  });

  it("the repeated event that is answered otherwise is told", async () => {
    const clock = new VirtualClock();
    let asked = 0;
    const call = simulateCall({
      clock,
      handler: () => {
        asked += 1;
        const key = `take-${asked}`;
        return new Promise((resolve) =>
          clock.after(6000, () => resolve({ SchemaVersion: "1.0", Actions: [play(key)] })),
        );
      },
    });
    call.call.begin();
    await call.elapseMeanwhile(12_000);
    expect(call.warnings.join()).toContain("was not answered as the first one was");
  });
});
