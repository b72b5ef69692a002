import { actionDefinitions, isKnownEvent, parseInvocationEvent } from "@switchhook/core/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TraceEntry } from "../../src/index.js";
import { answers, type Move, moves, runRandomCall } from "./random-call.js";

const calls = Number(process.env.RANDOM_CALLS ?? 200);

type Call = Awaited<ReturnType<typeof runRandomCall>>;

/** Whatever handler and caller do, this holds. */
const always = (rule: (call: Call) => void | Promise<void>) =>
  fc.assert(
    fc.asyncProperty(
      fc.array(answers, { minLength: 1, maxLength: 12 }),
      fc.array(moves, { maxLength: 12 }),
      async (script, steps: Move[]) => rule(await runRandomCall(script, steps)),
    ),
    { numRuns: calls },
  );

const only = <K extends TraceEntry["kind"]>(trace: readonly TraceEntry[], kind: K) =>
  trace.filter((entry): entry is Extract<TraceEntry, { kind: K }> => entry.kind === kind);

describe("random callers and random answers", () => {
  it("every call ends, no timer and no media command is left, none completes twice", async () => {
    expect(Object.keys(actionDefinitions)).toHaveLength(18);
    await always(({ call, clock, openCommands, completedTwice }) => {
      expect(call.ended).toBe(true);
      expect(openCommands).toBe(0);
      expect(completedTwice).toBe(0);
      expect(clock.pending).toBe(0);
    });
  });

  it("events are of the eleven types, and Sequence counts them from 1 (1.1)", async () => {
    await always(({ events }) => {
      expect(events.map(({ Sequence }) => Sequence)).toEqual(events.map((_, at) => at + 1));
      for (const event of events) expect(isKnownEvent(parseInvocationEvent(event))).toBe(true);
    });
  });

  it("one HANGUP for each leg at most, and nothing after the last leg's (4.5)", async () => {
    await always(({ events }) => {
      const gone = events.flatMap((event) =>
        event.InvocationEventType === "HANGUP" ? [event.ActionData?.Parameters?.CallId] : [],
      );
      expect(new Set(gone).size).toBe(gone.length);
      const last = events.findIndex((event) =>
        event.CallDetails.Participants.every(({ Status }) => Status === "Disconnected"),
      );
      // The action that was cut short is told before its leg's HANGUP, when it is told at all (4.12.8).
      const after = last < 0 ? [] : events.slice(last).map(({ InvocationEventType }) => InvocationEventType);
      const others = after.filter((type) => type !== "HANGUP");
      expect(others.length).toBeLessThanOrEqual(1);
      for (const type of others) expect(type).toMatch(/^ACTION_(?:FAILED|SUCCESSFUL)$/);
    });
  });

  it("attributes are replaced, kept and cleared exactly as answered (4.6)", async () => {
    await always(({ trace }) => {
      let expected: unknown;
      for (const entry of trace) {
        if (entry.kind === "event") expect(entry.event.CallDetails.TransactionAttributes).toEqual(expected);
        if (entry.kind !== "answer") continue;
        const { TransactionAttributes: given } = entry.response;
        if (given) expected = Object.keys(given).length > 0 ? given : undefined;
      }
    });
  });

  it("no leg hears two sounds at once, and each sound is over once (4.1)", async () => {
    await always(({ trace }) => {
      const hearing = new Set<string>();
      const broken = new Set(only(trace, "failed").map(({ at }) => at));
      for (const entry of trace) {
        if (entry.kind === "hears") {
          expect(hearing.has(entry.leg)).toBe(false);
          hearing.add(entry.leg);
        }
        if (entry.kind === "sound over") expect(hearing.delete(entry.leg)).toBe(true);
        // A sound that is not there is never over, it fails.
        if (broken.has(entry.at) && entry.kind === "failed") hearing.clear();
      }
    });
  });

  it("the same handler and the same caller make the same call", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(answers, { minLength: 1, maxLength: 8 }),
        fc.array(moves, { maxLength: 8 }),
        async (script, steps: Move[]) => {
          const kinds = async () =>
            (await runRandomCall(script, steps)).trace.map(({ kind, at }) => `${at} ${kind}`);
          expect(await kinds()).toEqual(await kinds());
        },
      ),
      { numRuns: Math.ceil(calls / 2) },
    );
  });
});
