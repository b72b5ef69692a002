import { value } from "@switchhook/core";
import { MeetingRooms, openDynamoRooms } from "@switchhook/plugin-meeting-pin";
import { afterEach, describe, expect, it, vi } from "vitest";
import { anyIvrs, wrapped } from "../src/campaigns/any-ivr.mjs";
import { deliveries } from "../src/campaigns/deliveries.mjs";
import { playCase } from "../src/campaigns/fault-case.mjs";
import { faultFlows } from "../src/campaigns/fault-flows.mjs";
import { errorsOf } from "../src/campaigns/fault-kinds.mjs";
import { fuzz, mostKept } from "../src/campaigns/fuzz.mjs";
import { grows, soak } from "../src/campaigns/soak.mjs";

process.env.POWERTOOLS_METRICS_DISABLED = "true";
type Attributes = Record<string, string>;
type Answer = {
  SchemaVersion?: string;
  Actions?: { Type: string; Parameters: object }[];
  TransactionAttributes?: Attributes;
};
type Event = {
  InvocationEventType: string;
  Sequence: number;
  ActionData?: { ReceivedDigits?: string };
  CallDetails: {
    TransactionId: string;
    TransactionAttributes?: Attributes;
    Participants: { From: string; ParticipantTag?: string; Status?: string }[];
  };
};
type Handler = (event: Event) => Promise<Answer>;
type Around = (handler: Handler) => Handler;

const timeout = 240_000;
const nothing = { SchemaVersion: "1.0", Actions: [] };
let answers = 0;
let newest = "nobody";

const isOver = ({ CallDetails }: Event) =>
  CallDetails.Participants.every(({ Status }) => Status === "Disconnected");
const callerIsGone = ({ CallDetails }: Event) =>
  CallDetails.Participants.some(
    ({ ParticipantTag, Status }) => ParticipantTag === "LEG-A" && Status === "Disconnected",
  );
const failed = ({ InvocationEventType }: Event) => InvocationEventType === "ACTION_FAILED";
const adding = (answer: Answer, attributes: Attributes): Answer => ({
  ...answer,
  TransactionAttributes: { ...answer.TransactionAttributes, ...attributes },
});
/** The same event with another call state. */
const withState = (event: Event, ivr: string): Event => ({
  ...event,
  CallDetails: {
    ...event.CallDetails,
    TransactionAttributes: { ...event.CallDetails.TransactionAttributes, ivr },
  },
});
function withoutPlace(event: Event): Event {
  const { ivr } = event.CallDetails.TransactionAttributes ?? {};
  if (!ivr) return event;
  const state = JSON.parse(ivr);
  delete state.r?.attendance;
  return withState(event, JSON.stringify(state));
}

/** Each breaks one thing of an IVR that is sound; the promise that must be told as broken. */
const broken: Record<string, { promise: RegExp; around: Around }> = {
  "silence is answered with nothing": {
    promise: /no-dead-air/,
    around: (handler) => async (event) => {
      const answer = await handler(event);
      return failed(event) ? { ...answer, Actions: [] } : answer;
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
    around: (handler) => async (event) => adding(await handler(event), { count: String(answers++) }),
  },
  "an answer changes the state although a handler threw": {
    promise: /nothing-kept-of-a-failure/,
    around: (handler) => async (event) =>
      failed(event) ? adding(await handler(withState(event, "{")), { seen: "yes" }) : handler(event),
  },
  "the state is too large": {
    promise: /small-state/,
    around: (handler) => async (event) =>
      adding(
        await handler(event),
        Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`part-${index}`, "x".repeat(1000)])),
      ),
  },
  "digits are logged": {
    promise: /no-secret-in-logs/,
    around: (handler) => async (event) => {
      console.log(`typed ${event.ActionData?.ReceivedDigits}`);
      return handler(event);
    },
  },
  "a leg is forgotten when the caller is gone": {
    promise: /no-leg-left-alone/,
    around: (handler) => async (event) => (callerIsGone(event) && !isOver(event) ? nothing : handler(event)),
  },
  "what one call brought along is in the answers to the next": {
    promise: /no-data-of-another-call/,
    around: (handler) => async (event) => {
      if (event.InvocationEventType === "NEW_INBOUND_CALL")
        newest = event.CallDetails.Participants[0]?.From ?? newest;
      return adding(await handler(event), { newest });
    },
  },
  "nothing is cleaned up at the end": {
    promise: /cleanup-once/,
    around: (handler) => async (event) => (isOver(event) ? nothing : handler(event)),
  },
  "all is cleaned up at the end but the place in the meeting": {
    promise: /everything-given-back(?![\s\S]*cleanup-once)/,
    around: (handler) => async (event) => handler(isOver(event) ? withoutPlace(event) : event),
  },
};

const playFlow = playCase as (
  flow: object,
  faults?: readonly object[],
) => Promise<{
  actions: string[];
  broken?: string;
  felt?: string;
  left: Record<"attendees" | "meetings" | "recordings", readonly (string | undefined)[]>;
}>;
const changed = (name: keyof typeof faultFlows, around: Around) => ({
  ...faultFlows[name],
  make: (...given: unknown[]) =>
    wrapped((faultFlows[name].make as (...all: unknown[]) => object)(...given), around),
});
const pauses: Answer = {
  SchemaVersion: "1.0",
  Actions: [{ Type: "Pause", Parameters: { DurationInMilliseconds: "1000" } }],
};

/** Rooms that do not tell whoever ends a meeting which places were left behind. */
function forgetfulRooms(...[local]: Parameters<typeof openDynamoRooms>) {
  const rooms = openDynamoRooms(local);
  const claim = rooms.claimEnd.bind(rooms);
  rooms.claimEnd = async (...given) => {
    const room = await claim(...given);
    return room && { ...room, placesBehind: [] };
  };
  return value(MeetingRooms, rooms);
}

async function firstQuestion() {
  const { actions } = await playFlow(faultFlows["dial-in"]);
  const name = actions.find((one) => one.endsWith("AndGetDigits"));
  const [kind] = errorsOf(name);
  return { of: "action", name, time: 1, kind, span: "once" };
}

describe("a campaign reports", () => {
  let release = () => {};
  afterEach(() => release());

  it.each(Object.entries(broken))("%s", { timeout }, async (_, { promise, around }) => {
    vi.spyOn(console, "log").mockReturnValue();
    const { broken: tests } = await anyIvrs({ calls: 200, seed: 3, around, shrinkMs: 500, mostBroken: 1 });
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
        const process = String(made++);
        return async (event: Event) => adding(await handler(event), { process });
      },
    });
    expect(problems.join()).toMatch(/answered differently/);
  });

  it("a side effect that is done twice for an event that is delivered twice", { timeout }, async () => {
    let delivered = 0;
    const { left } = await deliveries({
      calls: 20,
      seed: 7,
      // Whoever lets a caller in under another name each time lets two in.
      around: (handler: Handler) => async (event: Event) => {
        const { CallDetails } = event;
        const TransactionId = `${CallDetails.TransactionId}-${delivered++}`;
        return handler({ ...event, CallDetails: { ...CallDetails, TransactionId } });
      },
    });
    expect(left.length).toBeGreaterThan(0);
  });

  it("a failure of the service that is answered with nothing", { timeout }, async () => {
    const flow = changed("dial-in", (handler) => async (event) => (failed(event) ? nothing : handler(event)));
    const { broken } = await playFlow(flow, [await firstQuestion()]);
    expect(broken).toMatch(/no-dead-air/);
  });

  it("a caller who notices nothing, for a failure of the service is answered with pauses", {
    timeout,
  }, async () => {
    let waits = false;
    const flow = changed("dial-in", (handler) => async (event) => {
      waits ||= failed(event);
      return waits && !callerIsGone(event) ? pauses : handler(event);
    });
    expect((await playFlow(flow, [await firstQuestion()])).felt).toBeUndefined();
  });

  it("an attendee and a meeting that nobody gives back", { timeout }, async () => {
    const flow = changed("dial-in", (handler) => async (event) => (isOver(event) ? nothing : handler(event)));
    const { left } = await playFlow(flow);
    expect(left).toMatchObject({ attendees: [undefined], meetings: [undefined] });
  });

  it("a meeting that is kept by a place that was left behind", { timeout }, async () => {
    const flow = faultFlows["two who hang up at once"];
    const forgetful = {
      ...flow,
      make: (local: object) => flow.make(local).bind(forgetfulRooms({ table: "the-pins", ...local })),
    };
    const denied = { of: "request", name: "DeleteAttendee", time: 1, kind: "denied", span: "from then on" };
    expect((await playFlow(flow, [denied])).left).toMatchObject({ meetings: [] });
    expect((await playFlow(forgetful, [denied])).left).toMatchObject({ meetings: [undefined] });
  });

  it("a recording that nobody is told of", { timeout }, async () => {
    const flow = changed(
      "recording of a call",
      (handler) => async (event) => (isOver(event) ? nothing : handler(event)),
    );
    // The caller hangs up while he is recorded.
    expect((await playFlow({ ...flow, moves: [] })).left.recordings).toContain(undefined);
  });

  it("a handler that hangs", { timeout }, async () => {
    const forever = new Promise<Answer>((resolve) => {
      release = () => resolve(nothing);
    });
    const { broken: tests } = await anyIvrs({
      calls: 50,
      seed: 3,
      shrinkMs: 500,
      mostBroken: 1,
      around: (handler: Handler) => async (event: Event) => (failed(event) ? forever : handler(event)),
    });
    expect(tests[0]).toMatch(/in-time/);
  });

  it("a handler that throws at a mutated event", { timeout }, async () => {
    const { failures } = await fuzz({
      events: 200,
      ivrs: 2,
      around: (handler: Handler) => async (event: Event) =>
        handler({ ...event, ...event.CallDetails.Participants[0] } as Event),
    });
    expect(failures.map(({ why }: { why: string }) => why).join()).toMatch(/threw TypeError/);
  });

  it("an answer to a mutated event that the service refuses", { timeout }, async () => {
    const { failures } = await fuzz({
      events: 100,
      ivrs: 2,
      around: () => async () => ({ ...pauses, SchemaVersion: "2.0" }),
    });
    expect(failures.map(({ why }: { why: string }) => why).join()).toMatch(/SchemaVersion/);
  });

  it("a handler that keeps what mutated events bring", { timeout }, async () => {
    const kept: string[] = [];
    const { bytesKept } = await fuzz({
      events: 1000,
      ivrs: 2,
      around: (handler: Handler) => async (event: Event) => {
        kept.push("x".repeat(20_000).concat(String(kept.length)).toUpperCase());
        return handler(event);
      },
    });
    expect(bytesKept).toBeGreaterThan(mostKept);
  });

  it("a warm handler that keeps every event", { timeout }, async () => {
    const kept: Event[] = [];
    const around = (handler: Handler) => async (event: Event) => {
      kept.push(structuredClone(event));
      return handler(event);
    };
    expect(grows(await soak({ invocations: 4000, concurrent: 10, around }))).toBe(true);
  });
});
