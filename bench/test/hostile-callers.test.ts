import {
  consoleLogger,
  definePlugin,
  done,
  end,
  type IvrHandler,
  ivr,
  Logger,
  PromptStore,
  silentLogger,
  stay,
  value,
} from "@switchhook/core";
import { checkResponse } from "@switchhook/core/wire";
import { attendeeControls, usualKeys } from "@switchhook/plugin-attendees";
import { audioS3, localeBySipHeader } from "@switchhook/plugin-audio-s3";
import { joinMeeting, MeetingDirectory, meetingPin } from "@switchhook/plugin-meeting-pin";
import { type MeetingRooms, type SimulatedCall, simulateCall } from "@switchhook/simulator";
import * as fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { dialIn, freeMeetings, prompts } from "../src/campaigns/dial-in.mjs";
import { newInboundCall } from "../src/events.mjs";

const quiet = value(Logger, silentLogger);
/** Meetings that anybody is let into. */
const rooms: MeetingRooms = {
  join: () => ({ attendeeId: "attendee-1", leave() {} }),
  mute: () => [],
};
const attributesOf = (call: SimulatedCall) =>
  call.events.map(({ CallDetails }) => JSON.stringify(CallDetails.TransactionAttributes ?? {}));

describe("a forged caller number", () => {
  const listed = value(MeetingDirectory, {
    find: (pin) => {
      if (pin === "99999") return { id: "board", role: "moderator" as const };
      return pin === "12345" ? { id: "board", role: "participant" as const } : undefined;
    },
  });
  const flow = () =>
    ivr()
      .use(audioS3({ prompts }))
      .use(attendeeControls({ keys: usualKeys, commands: ["mute", "muteOthers", "lock", "end"] }))
      .use(meetingPin())
      .use(joinMeeting({ lockable: true }))
      .bind(freeMeetings, listed, quiet)
      .build();
  const moderator = "+12065550188";
  const heardAfter = async (pin: string, from: string, handler: IvrHandler) => {
    const call = await simulateCall({ handler, rooms, setup: { from } }).dial();
    await (await call.enter(pin)).enter("*5");
    await call.elapse(2000);
    return call.heard.at(-1);
  };

  it("of a moderator gives nothing: neither the meeting nor the role", async () => {
    const handler = flow();
    expect(await heardAfter("99999", moderator, handler)).not.toBe("This is not-allowed.");
    expect(await heardAfter("12345", moderator, handler)).toBe("This is not-allowed.");
    const wrongPin = await simulateCall({ handler, setup: { from: moderator } }).dial();
    await wrongPin.enter("11111");
    expect(wrongPin.heard).toContain("This is invalid-pin.");
  });
});

/** Header names and values as whoever calls may write them. */
const nasty = [
  "__proto__",
  "constructor",
  "toString",
  "</speak><audio src='https://example.com/x.mp3'/><speak>",
  "a\r\nX-Injected: b",
  '"}\n{"level":"error","message":"forged"}',
  "\u0000\u001b[31m\u2028",
  "{name}",
  "9".repeat(5000),
];
const text = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: "binary", maxLength: 3000 }));
const headers = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom("X-Name", "X-Language"), text), text), { maxLength: 8 })
  // As JSON has it: `__proto__` as a key of its own.
  .map(
    (pairs) =>
      Object.fromEntries([["X-Name", pairs[0]?.[1] ?? "nobody"], ...pairs]) as Record<string, string>,
  );

describe("hostile SIP headers", () => {
  const hello = definePlugin({
    name: "hello",
    deps: { prompts: PromptStore },
    prompts: ["hello"],
    step: {
      ask: ({ deps, call }) =>
        end([
          deps.prompts.play({
            prompt: "hello",
            values: { name: (call.legA.sipHeaders["X-Name"] ?? "").slice(0, 100) },
          }),
        ]),
    },
  });
  const handler = ivr({ locale: localeBySipHeader("X-Language") })
    .use(audioS3({ prompts: { hello: { ssml: "<speak>Hello {name}.</speak>" } } }))
    .use(hello)
    .bind(quiet)
    .build();
  const answerTo = (SipHeaders: Record<string, string>) => {
    const event = structuredClone(newInboundCall("00000000-0000-4000-8000-000000000001"));
    Object.assign(event.CallDetails.Participants[0] ?? {}, { SipHeaders });
    return handler(event);
  };

  it("are answered with what the service takes, and what is said of them has no element in it", async () => {
    await fc.assert(
      fc.asyncProperty(headers, async (given) => {
        const answer = await answerTo(given);
        expect(checkResponse(answer)).toEqual([]);
        const said = answer.Actions?.find(({ Type }) => Type === "Speak")?.Parameters as { Text: string };
        expect(said.Text.replace(/^<speak>Hello |\.<\/speak>$/g, "")).not.toMatch(
          /[<>]|&(?!(?:lt|gt|amp|quot|apos);)/,
        );
      }),
      { numRuns: 300 },
    );
  });

  it("leave nothing in the call state but a language that is offered in form", async () => {
    await fc.assert(
      fc.asyncProperty(text, async (tag) => {
        const { TransactionAttributes } = await answerTo({ "X-Language": tag });
        const { g = "en-US" } = JSON.parse(String(TransactionAttributes?.ivr)) as { g?: string };
        expect(g).toMatch(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/);
        expect(g.length).toBeLessThanOrEqual(35);
      }),
      { numRuns: 300 },
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("injection into logs", () => {
  afterEach(() => vi.restoreAllMocks());

  it("an entry is one line of JSON, whatever is in it", () => {
    const lines: string[] = [];
    vi.spyOn(console, "error").mockImplementation((line) => void lines.push(String(line)));
    return fc.assert(
      fc.property(text, text, (message, given) => {
        consoleLogger.error(message, { given, [given]: message });
        const line = lines.pop() ?? "";
        expect(line).not.toMatch(/\p{Cc}/u);
        expect(JSON.parse(line)).toMatchObject({ message: expect.any(String) });
      }),
    );
  });

  it("a whole call with hostile headers and events writes lines that are all its own", async () => {
    const lines: string[] = [];
    for (const level of ["debug", "info", "warn", "error"] as const)
      vi.spyOn(console, level).mockImplementation((line) => void lines.push(String(line)));
    const failing = definePlugin({
      name: "failing",
      step: {
        ask: ({ call }) => {
          throw new Error(`no such name: ${call.legA.sipHeaders["X-Name"]}`);
        },
      },
    });
    const handler = ivr().use(failing).build();
    for (const forged of nasty) {
      const event = structuredClone(newInboundCall("00000000-0000-4000-8000-000000000002"));
      Object.assign(event.CallDetails.Participants[0] ?? {}, { SipHeaders: { "X-Name": forged } });
      await handler(event);
      await handler({ ...event, InvocationEventType: forged });
    }
    expect(lines.length).toBeGreaterThan(nasty.length);
    for (const line of lines) {
      expect(line).not.toContain("\n");
      expect(JSON.parse(line)).not.toMatchObject({ message: "forged" });
    }
  });
});

describe("the expression of the digit listener", () => {
  const code = fc.string({ unit: fc.constantFrom(..."0123456789*#"), minLength: 1, maxLength: 10 });
  const expressionOf = async (codes: readonly string[]) => {
    const listening = definePlugin({
      name: "listening",
      feature: { digits: Object.fromEntries(codes.map((keys) => [keys, () => []])) },
    });
    const waiting = definePlugin({
      name: "waiting",
      step: { ask: () => stay([{ Type: "Pause", Parameters: { DurationInMilliseconds: 1000 } }]) },
    });
    const handler = ivr().use(listening).use(waiting).bind(quiet).build();
    const answer = await handler(newInboundCall("00000000-0000-4000-8000-000000000003"));
    const listener = answer.Actions?.find(({ Type }) => Type === "ReceiveDigits");
    const { InputDigitsRegex = "" } = (listener?.Parameters ?? {}) as { InputDigitsRegex?: string };
    return InputDigitsRegex;
  };

  it("has one repetition, of one class, and literals beside it: it cannot be made slow", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(code, { minLength: 1, maxLength: 8 }), async (codes) => {
        const expression = await expressionOf(codes);
        const literal = String.raw`(?:[0-9#]|\\\*)+`;
        expect(expression).toMatch(new RegExp(String.raw`^\^\[0-9\*#\]\*\(${literal}(?:\|${literal})*\)\$$`));
        for (const keys of codes) expect(new RegExp(expression).test(`123${keys}`)).toBe(true);
      }),
    );
  });

  it("is made of keys only: a code that is none is refused", () =>
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 12 }).filter((keys) => !/^[0-9*#]{1,10}$/.test(keys)),
        (keys) => {
          const listening = definePlugin({ name: "listening", feature: { digits: { [keys]: () => [] } } });
          const step = definePlugin({ name: "waiting", step: { ask: () => done() } });
          expect(() => ivr().use(listening).use(step).bind(quiet).build()).toThrow(
            /IVR_BUILD_INVALID|key|digit/,
          );
        },
      ),
    ));
});

describe("a stolen call state", () => {
  it("has no number, no PIN and no token in it, at any event of a whole call", async () => {
    const [from, to] = ["+12065550188", "+12065550199"];
    const handler = dialIn()
      .bind(
        freeMeetings,
        value(MeetingDirectory, { find: (pin) => (pin === "48151" ? { id: "weekly" } : undefined) }),
        quiet,
      )
      .build();
    const call = await simulateCall({ handler, rooms, setup: { from, to } }).dial();
    for (const keys of ["98761", "48151", "*6", "*2", "*0"]) await call.enter(keys);
    await call.hangUp();
    const states = [
      ...attributesOf(call),
      ...call.responses.map((answer) => JSON.stringify(answer.TransactionAttributes ?? {})),
    ];
    expect(states.length).toBeGreaterThan(8);
    expect(states.join()).toContain("weekly");
    for (const secret of [from.slice(1), to.slice(1), "98761", "48151", "a-join-token"])
      expect(states.filter((state) => state.includes(secret))).toEqual([]);
  });
});
