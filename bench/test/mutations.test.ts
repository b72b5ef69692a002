import { describe, expect, it } from "vitest";
import { anyIvrs } from "../src/campaigns/any-ivr.mjs";
import { deliveries } from "../src/campaigns/deliveries.mjs";

process.env.POWERTOOLS_METRICS_DISABLED = "true";
type Answer = {
  SchemaVersion?: string;
  Actions?: { Type: string; Parameters: object }[];
  TransactionAttributes?: Record<string, string>;
};
type Handler = (event: unknown) => Promise<Answer>;
type Event = {
  InvocationEventType: string;
  CallDetails: { Participants: { Status?: string }[] };
};

const timeout = 240_000;
let answers = 0;

/** Each breaks one thing of an IVR that is sound; the promise that must be told as broken. */
const broken: Record<string, { promise: RegExp; around: (handler: Handler) => Handler }> = {
  "silence is answered with nothing": {
    promise: /no-dead-air/,
    around: (handler) => async (event) => {
      const answer = await handler(event);
      return (event as Event).InvocationEventType === "ACTION_FAILED" ? { ...answer, Actions: [] } : answer;
    },
  },
  "an action is invalid": {
    promise: /valid-answers/,
    around: (handler) => async (event) => {
      const answer = await handler(event);
      const first = { Type: "Pause", Parameters: { DurationInMilliseconds: "soon" } };
      return answer.Actions?.length ? { ...answer, Actions: [first, ...answer.Actions] } : answer;
    },
  },
  "the second delivery is answered differently": {
    promise: /same-answer-twice/,
    around: (handler) => async (event) => {
      const answer = await handler(event);
      return {
        ...answer,
        TransactionAttributes: { ...answer.TransactionAttributes, count: String(answers++) },
      };
    },
  },
  "the state is too large": {
    promise: /small-state|valid-answers/,
    around: (handler) => async (event) => {
      const answer = await handler(event);
      const much = Object.fromEntries(
        Array.from({ length: 9 }, (_, index) => [`part-${index}`, "x".repeat(1000)]),
      );
      return { ...answer, TransactionAttributes: { ...answer.TransactionAttributes, ...much } };
    },
  },
  "nothing is cleaned up at the end": {
    promise: /cleanup-once/,
    around: (handler) => async (event) => {
      const { Participants } = (event as Event).CallDetails;
      const over = Participants.every(({ Status }) => Status === "Disconnected");
      return over ? { SchemaVersion: "1.0", Actions: [] } : handler(event);
    },
  },
};

describe("a campaign reports", () => {
  it.each(Object.entries(broken))("%s", { timeout }, async (_, { promise, around }) => {
    const { broken: tests } = await anyIvrs({ calls: 200, seed: 3, around, shrinkMs: 2000, mostBroken: 1 });
    expect(tests.length).toBeGreaterThan(0);
    expect(tests[0]).toMatch(promise);
    expect(tests[0]).toContain("simulateIvr");
  });

  it("two processes that answer the same event differently", { timeout }, async () => {
    let made = 0;
    const { problems } = await deliveries({
      calls: 10,
      seed: 7,
      around: (handler: Handler) => {
        const name = String(made++);
        return async (event: unknown) => {
          const answer = await handler(event);
          return { ...answer, TransactionAttributes: { ...answer.TransactionAttributes, process: name } };
        };
      },
    });
    expect(problems.join()).toMatch(/answered differently/);
  });
});
