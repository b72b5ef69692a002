import { definePlugin, ivr, speak, stay } from "@switchhook/core";
import { describe, expect, it } from "vitest";
import { type PromiseName, promises, Simulation } from "../src/index.js";
import { keptOfFailures } from "../src/promises/kept-of-failures.js";
import { type Answer, type Event, foundIn, sound } from "./a-sound-handler.js";
import { surrounded } from "./around-an-ivr.js";
import { dialIn } from "./flow.js";

/** A mutation that shows when a caller types something. */
const typing =
  (answer: (event: Event) => Answer, { secret = false } = {}) =>
  async (without: readonly PromiseName[]) => {
    const simulation = new Simulation((event: unknown) => answer(event as Event), { without });
    const call = await simulation.dial();
    await (secret ? call.pressSecret("48151") : call.press("48151"));
    return foundIn(simulation);
  };

const broken: Record<PromiseName, (without: readonly PromiseName[]) => Promise<readonly PromiseName[]>> = {
  "no-dead-air": typing((event) => {
    const answer = sound(event);
    return event.InvocationEventType.startsWith("ACTION_") ? { ...answer, Actions: [] } : answer;
  }),

  "valid-answers": typing((event) => {
    const answer = sound(event);
    const tooLong = { Type: "Speak", Parameters: { Text: "a".repeat(2000) } };
    return event.InvocationEventType === "NEW_INBOUND_CALL"
      ? { ...answer, Actions: [tooLong, ...(answer.Actions ?? [])] }
      : answer;
  }),

  "same-answer-twice": (without) => {
    let counter = 0;
    return typing((event) => ({ ...sound(event), TransactionAttributes: { count: String(counter++) } }))(
      without,
    );
  },

  async "in-time"(without) {
    const late = async (given: unknown) => {
      const event = given as Event;
      if (event.InvocationEventType === "NEW_INBOUND_CALL")
        await new Promise<void>((resolve) => simulation.clock.after(6000, resolve));
      return sound(event);
    };
    const simulation: Simulation = new Simulation(late, { without });
    await simulation.dial();
    return foundIn(simulation);
  },

  async "nothing-kept-of-a-failure"(without) {
    const failing = ivr().use(
      definePlugin({
        name: "fails",
        step: {
          ask() {
            throw new Error("on purpose");
          },
        },
      }),
    );
    const noted = surrounded(failing, async (event, inner) => {
      const answer = await inner(event);
      return { ...answer, TransactionAttributes: { ...answer.TransactionAttributes, seen: "yes" } };
    });
    const simulation = new Simulation(noted, { without });
    await simulation.dial();
    return foundIn(simulation);
  },

  async "no-leg-left-alone"(without) {
    const simulation = new Simulation(
      (event: unknown) => {
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
      },
      { without },
    );
    const call = await simulation.dial();
    await call.wait(5000);
    await call.hangUp();
    return foundIn(simulation);
  },

  async "everything-given-back"(without) {
    const simulation = new Simulation({ build: dialIn }, { without });
    const call = await simulation.dial();
    await call.press("12345");
    simulation.aws.meetings.faults.fail("DeleteAttendee", 403, "ForbiddenException");
    await call.hangUp();
    return foundIn(simulation);
  },

  async "cleanup-once"(without) {
    const flow = ivr().use(
      definePlugin({ name: "asks", step: { ask: () => stay([speak({ Text: "Please hold the line." })]) } }),
    );
    const twice = surrounded(flow, async (event, inner) => {
      if (event.InvocationEventType === "HANGUP") await inner({ ...event, Sequence: event.Sequence + 1 });
      return inner(event);
    });
    const simulation = new Simulation(twice, { without });
    const call = await simulation.caller();
    call.simulated.call.begin();
    await call.wait(500);
    await call.hangUp();
    return foundIn(simulation);
  },

  "no-secret-in-logs": typing((event) => {
    if (event.ActionData?.ReceivedDigits !== undefined)
      console.log({ typed: event.ActionData.ReceivedDigits });
    return sound(event);
  }),

  "no-secret-in-state": typing(
    (event) => ({
      ...sound(event),
      TransactionAttributes: { card: event.ActionData?.ReceivedDigits ?? "none" },
    }),
    { secret: true },
  ),

  async "no-data-of-another-call"(without) {
    let last = "nobody";
    const simulation = new Simulation(
      (given: unknown) => {
        const event = given as Event;
        const answer = sound(event);
        if (event.InvocationEventType === "HANGUP") last = event.CallDetails.Participants[0]?.From ?? last;
        return { ...answer, TransactionAttributes: { after: last } };
      },
      { without },
    );
    const first = await simulation.dial({ from: "+12065550111" });
    await first.press("48151");
    await simulation.dial({ from: "+12065550122" });
    return foundIn(simulation);
  },

  "small-state": typing((event) => ({
    ...sound(event),
    TransactionAttributes: Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`part-${index}`, "x".repeat(1000)]),
    ),
  })),
};

const names = Object.keys(promises) as PromiseName[];

describe("the promises, each seen to be broken once", () => {
  it("are none of them broken by a sound handler", async () => {
    expect(await typing(sound)([])).toEqual([]);
  });

  it.each(names)("%s is caught, and nothing else", async (promise) => {
    expect(await broken[promise]([])).toEqual([promise]);
  });

  it.each(names)("%s can be switched off by name", async (promise) => {
    expect(await broken[promise]([promise])).toEqual([]);
  });

  it("are told with the call and the place", async () => {
    const silent = (event: unknown) => ({ ...sound(event as Event), ...silence(event as Event) });
    const silence = ({ InvocationEventType }: Event) =>
      InvocationEventType.startsWith("ACTION_") ? { Actions: [] } : {};
    const simulation = new Simulation(silent, {});
    await (await simulation.dial()).press("48151");
    await expect(simulation.done()).rejects.toThrow(/no-dead-air \(a live call always[\s\S]*▶ 00:0/);
  });

  it.each<[string, (text: string) => void]>([
    ["console.dir", (text) => console.dir({ text })],
    ["console.trace", (text) => console.trace(text)],
    ["stdout, as loggers with a console of their own", (text) => void process.stdout.write(`${text}\n`)],
    ["stderr", (text) => void process.stderr.write(`${text}\n`)],
  ])("no-secret-in-logs: digits that are written with %s", async (_, write) => {
    const found = typing((event) => {
      write(`typed ${event.ActionData?.ReceivedDigits}`);
      return sound(event);
    });
    expect(await found([])).toEqual(["no-secret-in-logs"]);
  });

  it("no-secret-in-state and small-state: an attribute that is an object", async () => {
    const kept = (card: (typed: string | undefined) => string) =>
      typing(
        (event) =>
          ({
            ...sound(event),
            TransactionAttributes: { state: { card: card(event.ActionData?.ReceivedDigits) } },
          }) as unknown as Answer,
        { secret: true },
      )([]);
    expect(await kept((typed) => typed ?? "none")).toContain("no-secret-in-state");
    expect(await kept(() => "x".repeat(9000))).toContain("small-state");
  });

  it("no-data-of-another-call: not the name of an operation, which a call was told and an answer to another has", async () => {
    const named = (given: unknown) => ({
      ...sound(given as Event),
      TransactionAttributes: { operation: "Unmute" },
    });
    const simulation = new Simulation(named, {});
    const first = await simulation.dial({ from: "+12065550111" });
    await first.update({ operation: "Unmute" });
    await first.press("48151");
    await (await simulation.dial({ from: "+12065550122" })).press("48151");
    expect(await foundIn(simulation)).toEqual([]);
  });

  it("nothing-kept-of-a-failure: what a feature has changed that has thrown", () => {
    const state = (notes: number) => ({ ivr: JSON.stringify({ v: 1, f: { notes, others: notes } }) });
    const logged = [
      {
        level: "error",
        message: "",
        fields: { code: "IVR_FEATURE_FAILED", plugin: "notes" },
        transaction: "1",
        at: 1,
      },
    ];
    expect(keptOfFailures({ came: state(1), attributes: state(2), logged })).toMatchObject([
      { promise: "nothing-kept-of-a-failure", what: expect.stringContaining("state of notes") },
    ]);
    expect(keptOfFailures({ came: state(1), attributes: state(1), logged })).toEqual([]);
  });

  it("cleanup-once: an IVR that never hears of the end", async () => {
    const flow = ivr().use(
      definePlugin({ name: "asks", step: { ask: () => stay([speak({ Text: "Please hold the line." })]) } }),
    );
    const deaf = surrounded(flow, async (event, inner) =>
      event.InvocationEventType === "HANGUP" ? { SchemaVersion: "1.0" } : inner(event),
    );
    const simulation = new Simulation(deaf, {});
    const call = await simulation.caller();
    call.simulated.call.begin();
    await call.wait(500);
    await call.hangUp();
    expect(await foundIn(simulation)).toEqual(["cleanup-once"]);
  });
});
