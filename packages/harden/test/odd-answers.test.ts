import { actionDefinitions, checkResponse } from "@switchhook/core/wire";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type GuardMode, guards } from "../src/index.js";
import { answer, firstEvent, guarded, hangup, legOf, speak, taken, type WireEvent } from "./calls.js";

const apology = ["Speak", "Hangup"];
const typesOf = (given: unknown) =>
  (given as ReturnType<typeof answer>).Actions.map((one) => Reflect.get(one, "Type"));
const later = (InvocationEventType: string, Type: string) => ({
  ...firstEvent({ Status: "Connected" }),
  Sequence: 2,
  InvocationEventType,
  ActionData: { Type, Parameters: { CallId: "leg-a", ParticipantTag: "LEG-A" } },
});
const all = (mode: GuardMode) => Object.fromEntries(Object.keys(guards).map((guard) => [guard, mode]));

it.each([
  ["null for an action", () => [null]],
  ["nothing for an action", (event: WireEvent) => [undefined, hangup(event)]],
])("%s: the apology", async (_, actions) => {
  const running = guarded((event) => ({ SchemaVersion: "1.0", Actions: actions(event) }));
  expect(typesOf(await running.handler(firstEvent()))).toEqual(apology);
  expect(taken(running)).toEqual(["answer-form on"]);
});

it("what Lambda would leave out, such as a function, is left out", async () => {
  const running = guarded((event) => {
    const said = speak("x ".repeat(600), legOf(event));
    return answer({ ...said, Parameters: { ...said.Parameters, done: () => {} } }, hangup(event));
  });
  expect(typesOf(await running.handler(firstEvent()))).toEqual(["Speak", "Speak", "Hangup"]);
});

it("attributes that are dates or undefined are sent as Lambda sends them", async () => {
  const running = guarded((event) => ({
    ...answer(speak("Hello.", legOf(event)), hangup(event)),
    TransactionAttributes: { since: new Date(0), nobody: undefined },
  }));
  expect(await running.handler(firstEvent())).toMatchObject({
    TransactionAttributes: { since: "1970-01-01T00:00:00.000Z" },
  });
  expect(taken(running)).toEqual([]);
});

it("an answer that is no JSON is the apology, and in report sent as it is", async () => {
  const circle: { SchemaVersion: string; self?: object } = { SchemaVersion: "1.0" };
  circle.self = circle;
  const running = guarded(() => circle);
  expect(typesOf(await running.handler(firstEvent()))).toEqual(apology);
  expect(taken(running)).toEqual(["answer-form on"]);
  const reporting = guarded(() => circle, { guards: { "answer-form": "report" } });
  expect(await reporting.handler(firstEvent())).toBe(circle);
  expect(taken(reporting)).toEqual(["answer-form report"]);
});

const odd = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
});
const parameters = fc.record(
  {
    CallId: fc.oneof(fc.constant("leg-a"), odd),
    Text: fc.oneof(fc.string(), fc.string({ minLength: 990, maxLength: 2100 }), odd),
    SpeechParameters: fc.oneof(fc.record({ Text: fc.string() }), odd),
    FailureSpeechParameters: fc.oneof(fc.record({ Text: fc.string() }), odd),
    MinNumberOfDigits: fc.oneof(fc.integer(), odd),
    DurationInMilliseconds: fc.oneof(fc.integer(), odd),
    AudioSource: odd,
    Endpoints: odd,
    CallerIdNumber: odd,
  },
  { requiredKeys: [] },
);
const action = fc.oneof(
  odd,
  fc.record({
    Type: fc.oneof(fc.constantFrom(...Object.keys(actionDefinitions)), odd),
    Parameters: fc.oneof(parameters, odd),
  }),
);
const anyAnswer = fc.oneof(
  odd,
  fc.record(
    {
      SchemaVersion: fc.oneof(fc.constant("1.0"), odd),
      Actions: fc.oneof(fc.array(action, { maxLength: 12 }), odd),
      TransactionAttributes: fc.oneof(fc.dictionary(fc.string(), odd), odd),
    },
    { requiredKeys: [] },
  ),
);
const anyEvent = fc.constantFrom(
  firstEvent(),
  later("ACTION_SUCCESSFUL", "SpeakAndGetDigits"),
  later("ACTION_FAILED", "Speak"),
  later("ACTION_INTERRUPTED", "PlayAudio"),
  later("HANGUP", "Hangup"),
);

it("whatever a handler answers, what is sent is an answer that the service takes", async () => {
  await fc.assert(
    fc.asyncProperty(anyAnswer, anyEvent, async (given, event) => {
      const sent = (await guarded(() => given).handler(event)) ?? { SchemaVersion: "1.0" };
      // Parameters that no page has are sent as they are.
      const issues = checkResponse(JSON.parse(JSON.stringify(sent)));
      expect(issues.filter(({ message }) => !/^Unrecognized key|is no field/.test(message))).toEqual([]);
    }),
    { numRuns: 1000, seed: 1 },
  );
});

it.each(["report", "off"] as const)(
  "whatever a handler answers, with every guard in mode %s it is what is sent",
  async (mode) => {
    await fc.assert(
      fc.asyncProperty(anyAnswer, anyEvent, async (given, event) => {
        const sent = await guarded(() => given, { guards: all(mode) }).handler(event);
        expect(withoutOurs(sent)).toEqual(withoutOurs(given));
      }),
      { numRuns: 500, seed: 1 },
    );
  },
);

/** An answer as Lambda sends it, without the attribute of the guards; nothing and an answer of nothing are one. */
function withoutOurs(given: unknown): unknown {
  const text = asText(given);
  if (text === undefined) return given;
  const read: unknown = JSON.parse(text) ?? { SchemaVersion: "1.0" };
  if (typeof read !== "object" || read === null || Array.isArray(read)) return read;
  const { TransactionAttributes, ...rest } = read as Record<string, unknown>;
  if (typeof TransactionAttributes !== "object" || TransactionAttributes === null) return read;
  const { hardened: _ours, ...attributes } = TransactionAttributes as Record<string, unknown>;
  return Object.keys(attributes).length === 0 ? rest : { ...rest, TransactionAttributes: attributes };
}

function asText(given: unknown): string | undefined {
  try {
    return JSON.stringify(given) ?? "null";
  } catch {
    return undefined;
  }
}
