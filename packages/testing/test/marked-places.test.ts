import { describe, expect, it } from "vitest";
import { Simulation, transcriptOf } from "../src/index.js";
import { type Event, failuresOf, sound, writingDown } from "./a-sound-handler.js";

const typed = ({ ActionData }: Event) => ActionData?.ReceivedDigits;

/** The failure of a call in which this was written to the console, or a test's own handler was called. */
async function failureOf(says: (event: Event) => string | undefined, handler = writingDown({ says })) {
  const call = await handler.dial({ from: "+12065550142" });
  await call.press("48151");
  const [failure] = await failuresOf(handler);
  return failure?.message ?? "nothing was broken";
}

describe("the place where a promise was broken", () => {
  it("is the first line where it was at the first event", async () => {
    const large = (given: unknown) => ({
      ...sound(given as Event),
      TransactionAttributes: Object.fromEntries(
        Array.from({ length: 9 }, (_, index) => [`part-${index}`, "x".repeat(1000)]),
      ),
    });
    const message = await failureOf(() => undefined, new Simulation(large, {}));
    expect(message).toMatch(/^▶ 00:00\.0 {2}♪ {2}"Your PIN\?"/m);
    expect(message.match(/▶/g)).toHaveLength(1);
  });

  it("is none in a call of which there is nothing to be read", () => {
    expect(transcriptOf([], { mark: 0 })).toBe("");
  });

  it("is where digits were logged, and not the end of the call", async () => {
    expect(await failureOf((event) => typed(event) && `typed ${typed(event)}`)).toMatch(
      /^▶ .*☎ {2}4 8 1 5 1$/m,
    );
  });

  it("is where the caller's number was logged at the beginning", async () => {
    const says = ({ InvocationEventType, CallDetails }: Event) =>
      InvocationEventType === "NEW_INBOUND_CALL" ? `from ${CallDetails.Participants[0]?.From}` : undefined;
    expect(await failureOf(says)).toMatch(/^▶ 00:00\.0 {2}♪ {2}"Your PIN\?"/m);
  });

  it("is quoted without the secrets of any call", async () => {
    const numbers: string[] = [];
    const simulation = writingDown({
      says: ({ InvocationEventType, CallDetails }) => {
        if (InvocationEventType !== "NEW_INBOUND_CALL") return undefined;
        numbers.push(CallDetails.Participants[0]?.From ?? "");
        return `callers so far: ${numbers.join(", ")}`;
      },
    });
    for (const from of ["+12065550111", "+12065550122"])
      await (await simulation.dial({ from })).press("48151");
    const [, second] = (await failuresOf(simulation)).map(({ message }) => message);
    expect(second).toMatch(/"callers so far: \+\[redacted\](?:, \+\[redacted\])+"/);
  });

  it("is where the log has what another call brought along", async () => {
    let last = "";
    const simulation = writingDown({
      says: ({ InvocationEventType, CallDetails }) => {
        if (InvocationEventType === "NEW_INBOUND_CALL") return last && `after ${last}`;
        last = CallDetails.Participants[0]?.From ?? "";
        return undefined;
      },
    });
    for (const from of ["+12065550111", "+12065550122"])
      await (await simulation.dial({ from })).press("48151");
    const [, second] = (await failuresOf(simulation)).map(({ message }) => message);
    expect(second).toContain('the number of another caller is in the log: "after +[redacted]"');
    expect(second).toMatch(/^▶ 00:00\.0 {2}♪ {2}"Your PIN\?"/m);
  });
});

describe("a line of the log that holds a secret", () => {
  it("is quoted once, without any secret of the call", async () => {
    const says = (event: Event) =>
      typed(event) && `typed ${typed(event)} by 2065550142, ${event.CallDetails.Participants[0]?.From}`;
    const message = await failureOf(says);
    expect(message).toContain(
      'the log has digits that were typed: "typed [redacted] by [redacted], +[redacted]"',
    );
    expect(message).toContain("the log has the caller's number: ");
    expect(message.match(/the log has/g)).toHaveLength(2);
    expect(message.match(/^- .*/gm)?.join()).not.toMatch(/48151|2065550142/);
  });

  it("is quoted with its fields, and only around the secret when it is long", async () => {
    const says = (event: Event) =>
      typed(event) && JSON.stringify({ message: "x".repeat(500), card: typed(event), more: "y".repeat(500) });
    const [line = ""] = (await failureOf(says)).match(/"…x.*y…"/) ?? [];
    expect(line).toContain('{"card":"[redacted]","more":');
    expect(line.length).toBeLessThan(200);
  });
});
