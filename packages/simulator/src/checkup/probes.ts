import { standsIn } from "@switchhook/core/harness";
import type { InvocationEvent } from "@switchhook/core/wire";
import type { SmaHandler } from "../engine/ports.js";
import { nothing, wordsOf } from "./decisions.js";
import type { Finding, Rule } from "./findings.js";
import type { HandlerFactory, HandlerUnderTest } from "./handler-process.js";
import { masked, shapeOf } from "./mask.js";
import { type PlayedCall, playCall } from "./play-call.js";
import { decisionsOf, finding, type Probe } from "./probe.js";
import { twoCallsAtOnce } from "./two-calls.js";

const asHandler =
  (tested: HandlerUnderTest): SmaHandler =>
  (event) =>
    tested.invoke(event);

async function within<T>(
  handlers: HandlerFactory,
  use: (tested: HandlerUnderTest) => Promise<T>,
): Promise<T> {
  const tested = await handlers.fresh();
  try {
    return await use(tested);
  } finally {
    tested.close();
  }
}

const answeredBy = (answer: unknown): string => {
  const actions = (answer as { Actions?: readonly { Type: string }[] } | null | undefined)?.Actions;
  return actions === undefined ? "nothing to do" : `[${actions.map(({ Type }) => Type).join(", ")}]`;
};

/** Where two courses of the same call part; undefined when they do not. */
function partsAt(one: PlayedCall, other: PlayedCall): number | undefined {
  const [first, second] = [one, other].map(({ answers }) => answers.map(masked));
  const at = (first ?? []).findIndex((answer, index) => answer !== second?.[index]);
  return at < 0 ? undefined : at;
}

/** Plays the same decisions with events that the service might have sent as well. */
function disguised(rule: Rule, what: string, change: (event: InvocationEvent) => InvocationEvent): Probe {
  return {
    rule,
    compares: true,
    async run(call, tested) {
      const again = await playCall({
        handler: asHandler(tested),
        decisions: decisionsOf(call),
        from: call.from,
        disguise: change,
      });
      const at = partsAt(call, again);
      if (at === undefined) return [];
      const [was, is] = [answeredBy(call.answers[at]), answeredBy(again.answers[at])];
      return [finding(rule, `${what}: ${was} became ${is}`, call, at + 1)];
    },
  };
}

const participantsReversed = disguised(
  "participants-by-position",
  "with the participants in the other order the answer was another",
  (event) => {
    (event.CallDetails.Participants as unknown[]).reverse();
    return event;
  },
);

/** The documentation prints a Status on first events, which real ones do not have (wire.md 1.4, 7.1 #6). */
const statusOnFirstEvents = disguised(
  "needs-status",
  "with a Status on the first event, which real ones do not have, the answer was another",
  (event) => {
    if (!/^(?:NEW_|RINGING|INVALID)/.test(event.InvocationEventType)) return event;
    for (const participant of event.CallDetails.Participants as readonly { Status?: string }[]) {
      participant.Status ??= "Connected";
    }
    return event;
  },
);

/** Every event is delivered twice, as the service does when an answer takes long. */
const deliveredTwice: Probe = {
  rule: "not-the-same-answer-twice",
  compares: false,
  async run(call, tested) {
    const parted: { place: number; was: unknown; is: unknown }[] = [];
    let place = 0;
    await playCall({
      handler: async (event) => {
        const one = await tested.invoke(structuredClone(event));
        const other = await tested.invoke(structuredClone(event));
        place += 1;
        if (JSON.stringify(one) !== JSON.stringify(other)) parted.push({ place, was: one, is: other });
        return one;
      },
      decisions: decisionsOf(call),
      from: call.from,
    });
    const [first] = parted;
    if (!first) return [];
    const same = answeredBy(first.was) === answeredBy(first.is);
    const what = same
      ? `the same event was answered with ${answeredBy(first.was)} twice, and with other parameters or attributes`
      : `the same event was answered with ${answeredBy(first.was)}, and then with ${answeredBy(first.is)}`;
    return [finding("not-the-same-answer-twice", what, call, first.place)];
  },
};

/** Every event meets an environment that has seen nothing. */
const freshEachTime: Probe = {
  rule: "warm-differs-from-fresh",
  compares: true,
  mostCalls: 2,
  async run(call, _tested, handlers) {
    const again = await playCall({
      handler: (event) => within(handlers, (tested) => tested.invoke(event)),
      decisions: decisionsOf(call),
      from: call.from,
    });
    const at = partsAt(call, again);
    if (at === undefined) return [];
    const what = `in a fresh environment the answer was ${answeredBy(again.answers[at])}, in a warm one ${answeredBy(call.answers[at])}`;
    return [finding("warm-differs-from-fresh", what, call, at + 1)];
  },
};

/** What is in the log of a call and must not be. */
const logged: Probe = {
  rule: "secrets-in-logs",
  compares: false,
  async run(call, tested) {
    const before = tested.log().length;
    const from = "+12065558642";
    const again = await playCall({ handler: asHandler(tested), decisions: decisionsOf(call), from });
    const log = tested.log().slice(before);
    const tokens = again.answers.flatMap(
      (answer) => JSON.stringify(answer)?.match(/"JoinToken":"([^"]{8,})"/)?.[1] ?? [],
    );
    const typed = again.typed.filter(({ length }) => length > 2);
    const secrets: readonly (readonly [name: string, secret: string])[] = [
      ["the caller's number", from.slice(1)],
      ...typed.map((keys) => ["digits that were typed", keys] as const),
      ...tokens.map((token) => ["a join token", token] as const),
    ];
    const names = new Set(secrets.filter(([, secret]) => standsIn(log, secret)).map(([name]) => name));
    return [...names].map((name) =>
      finding("secrets-in-logs", `${name} was written to the log`, again, again.events.length),
    );
  },
};

/** The first answer is said to be refused: what the handler does about that is all that the caller hears. */
const answerRefused: Probe = {
  rule: "dead-air",
  compares: false,
  mostCalls: 1,
  async run(call, tested) {
    const [first] = call.events;
    const event = {
      ...first,
      Sequence: 2,
      InvocationEventType: "INVALID_LAMBDA_RESPONSE",
      ErrorType: "SchemaVersionMismatch",
      ErrorMessage: "The answer was refused.",
    };
    const steps = [first?.InvocationEventType ?? "a call", "INVALID_LAMBDA_RESPONSE: the answer was refused"];
    const found = (rule: Rule, what: string): Finding => ({ rule, what, steps, hears: [], count: 1 });
    try {
      const answer = await tested.invoke(event);
      const { Actions } = (answer ?? {}) as { Actions?: readonly unknown[] };
      if (Actions && Actions.length > 0) return [];
      return [found("dead-air", "after INVALID_LAMBDA_RESPONSE the caller is left with nothing")];
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return [found("exception", `on INVALID_LAMBDA_RESPONSE the handler threw: ${text}`)];
    }
  },
};

/** The failure of a call's last point in its other form. */
export function otherErrorForm(calls: readonly PlayedCall[]): readonly Finding[] {
  const failing = calls.flatMap((call) => {
    const at = call.points.findIndex(({ decision }) => decision.does === "fails");
    const point = call.points[at];
    return point?.decision.does === "fails" ? [{ call, point, decision: point.decision }] : [];
  });
  return failing.flatMap(({ call, point, decision }) => {
    if (decision.asText) return [];
    const twin = failing.find(
      (other) =>
        other.decision.asText &&
        other.decision.errorType === decision.errorType &&
        shapeOf(other.point.where) === shapeOf(point.where) &&
        other.point.events === point.events,
    );
    if (!twin) return [];
    const [two, one] = [masked(call.answers[point.events]), masked(twin.call.answers[point.events])];
    if (two === one) return [];
    const action = point.action?.Type ?? nothing;
    const what = `${wordsOf({ ...decision, asText: false }, action)}: answered otherwise when the error comes as one text`;
    return [finding("needs-error-type", what, twin.call, point.events + 1)];
  });
}

export const allProbes: readonly Probe[] = [
  deliveredTwice,
  participantsReversed,
  statusOnFirstEvents,
  freshEachTime,
  twoCallsAtOnce,
  logged,
  answerRefused,
];
