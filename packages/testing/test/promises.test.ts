import { describe, expect, it } from "vitest";
import { BrokenPromises, type PromiseName, Simulation } from "../src/index.js";
import { dialIn } from "./flow.js";

type Answer = { Actions?: object[]; TransactionAttributes?: Record<string, string> };
type Event = {
  InvocationEventType: string;
  Sequence: number;
  ActionData?: { ReceivedDigits?: string };
  CallDetails: {
    TransactionAttributes?: Record<string, string>;
    Participants: { CallId: string; From: string; ParticipantTag: string; Status?: string }[];
  };
};
type Mutate = (event: Event, good: (event: Event) => Promise<Answer>) => Promise<unknown> | unknown;

const question = {
  Type: "SpeakAndGetDigits",
  Parameters: {
    SpeechParameters: { Text: "Your PIN?" },
    FailureSpeechParameters: { Text: "Your PIN?" },
    MinNumberOfDigits: 5,
    MaxNumberOfDigits: 5,
    RepeatDurationInMilliseconds: 5000,
  },
};
const withCallId = (action: { Type: string; Parameters: object }, { CallDetails }: Event) => ({
  ...action,
  Parameters: { ...action.Parameters, CallId: CallDetails.Participants[0]?.CallId },
});
/** Asks, and hangs up after the answer: breaks nothing. */
const sound: Mutate = (event) => {
  const CallId = event.CallDetails.Participants[0]?.CallId;
  if (event.InvocationEventType === "NEW_INBOUND_CALL")
    return { SchemaVersion: "1.0", Actions: [withCallId(question, event)] };
  if (event.InvocationEventType.startsWith("ACTION_"))
    return { SchemaVersion: "1.0", Actions: [{ Type: "Hangup", Parameters: { CallId } }] };
  return { SchemaVersion: "1.0", Actions: [] };
};
const soundAnswer = (event: Event) => sound(event, async () => ({})) as Answer;

let counter = 0;
const mutations: Record<PromiseName, { handler: Mutate; secret?: boolean }> = {
  "no-dead-air": {
    handler: (event) =>
      event.InvocationEventType.startsWith("ACTION_")
        ? { SchemaVersion: "1.0", Actions: [] }
        : soundAnswer(event),
  },
  "valid-answers": {
    handler: (event) => {
      const answer = soundAnswer(event);
      return event.InvocationEventType === "NEW_INBOUND_CALL"
        ? {
            ...answer,
            Actions: [{ Type: "Speak", Parameters: { Text: "a".repeat(2000) } }, ...(answer.Actions ?? [])],
          }
        : answer;
    },
  },
  "same-answer-twice": {
    handler: (event) => ({ ...soundAnswer(event), TransactionAttributes: { count: String(counter++) } }),
  },
  "in-time": { handler: (event) => soundAnswer(event) },
  "no-leg-left-alone": { handler: (event) => soundAnswer(event) },
  "everything-given-back": { handler: (event) => soundAnswer(event) },
  "no-secret-in-logs": {
    handler: (event) => {
      if (event.ActionData?.ReceivedDigits !== undefined)
        console.log(`typed ${event.ActionData.ReceivedDigits}`);
      return soundAnswer(event);
    },
  },
  "no-secret-in-state": {
    secret: true,
    handler: (event) => ({
      ...soundAnswer(event),
      TransactionAttributes: { card: event.ActionData?.ReceivedDigits ?? "none" },
    }),
  },
  "small-state": {
    handler: (event) => ({
      ...soundAnswer(event),
      TransactionAttributes: Object.fromEntries(
        Array.from({ length: 9 }, (_, index) => [`part-${index}`, "x".repeat(1000)]),
      ),
    }),
  },
};

/** Plays one call against a handler, and answers what was found broken. */
async function brokenBy(handler: Mutate, { secret = false, without = [] as PromiseName[] } = {}) {
  const simulation = new Simulation((event: unknown) => handler(event as Event, async () => ({})), {
    without,
  });
  const call = await simulation.dial();
  await (secret ? call.pressSecret("48151") : call.press("48151"));
  return simulation.done().then(
    () => [],
    (error: BrokenPromises) => [...new Set(error.broken.map(({ promise }) => promise))],
  );
}

// Those that take more than one leg, more time or a meeting have a test of their own below.
const simple = (Object.keys(mutations) as PromiseName[]).filter(
  (promise) => !["in-time", "no-leg-left-alone", "everything-given-back"].includes(promise),
);

describe("the promises, each seen to be broken once", () => {
  it("are none of them broken by a sound handler", async () => {
    expect(await brokenBy(sound)).toEqual([]);
  });

  it.each(simple)("%s is caught, and nothing else", async (promise) => {
    expect(await brokenBy(mutations[promise].handler, mutations[promise])).toEqual([promise]);
  });

  it.each(simple)("%s can be switched off by name", async (promise) => {
    const { handler, secret = false } = mutations[promise];
    expect(await brokenBy(handler, { secret, without: [promise] })).toEqual([]);
  });

  it("in-time: an answer that comes after 5 s", async () => {
    const simulation = new Simulation(
      (event: unknown) =>
        new Promise((resolve) => simulation.clock.after(6000, () => resolve(soundAnswer(event as Event)))),
      { without: ["same-answer-twice"] },
    );
    const call = await simulation.caller();
    call.simulated.call.begin();
    await call.simulated.elapseMeanwhile(7000);
    await call.simulated.elapseMeanwhile(7000);
    await call.simulated.elapseMeanwhile(60_000);
    const error = await simulation.done().catch((thrown: BrokenPromises) => thrown);
    expect((error as BrokenPromises).broken.map(({ promise }) => promise)).toContain("in-time");
  });

  it("no-leg-left-alone: the caller hangs up, and the other party is forgotten", async () => {
    const simulation = new Simulation((event: unknown) => {
      const { InvocationEventType, CallDetails } = event as Event;
      const bridge = {
        Type: "CallAndBridge",
        Parameters: {
          CallTimeoutSeconds: 30,
          CallerIdNumber: CallDetails.Participants[0]?.From,
          Endpoints: [{ BridgeEndpointType: "PSTN", Uri: "+12065550155" }],
        },
      };
      return { SchemaVersion: "1.0", Actions: InvocationEventType === "NEW_INBOUND_CALL" ? [bridge] : [] };
    }, {});
    const call = await simulation.dial();
    await call.wait(5000);
    await call.hangUp();
    const error = await simulation.done().catch((thrown: BrokenPromises) => thrown);
    expect((error as BrokenPromises).broken.map(({ promise }) => promise)).toEqual(["no-leg-left-alone"]);
  });

  it("everything-given-back: the attendee of a call that is over still has its place", async () => {
    const simulation = new Simulation({ build: dialIn }, {});
    const call = await simulation.dial();
    await call.press("12345");
    simulation.aws.meetings.faults.fail("DeleteAttendee", 403, "ForbiddenException");
    await call.hangUp();
    const error = await simulation.done().catch((thrown: BrokenPromises) => thrown);
    expect((error as BrokenPromises).broken.map(({ promise }) => promise)).toEqual(["everything-given-back"]);
  });

  it("are told with the call and the place", async () => {
    const simulation = new Simulation(
      (event: unknown) => mutations["no-dead-air"].handler(event as Event, async () => ({})),
      {},
    );
    await (await simulation.dial()).press("48151");
    await expect(simulation.done()).rejects.toThrow(/no-dead-air \(a live call always[\s\S]*▶ 00:0/);
  });
});
