import { randomUUID } from "node:crypto";
import type { Action, InvocationEvent } from "@switchhook/core/wire";
import type { ActionFaults, MeetingRooms, SmaHandler } from "../engine/ports.js";
import { documentedRules } from "../engine/rules.js";
import { ScriptedExchange } from "../engine/scripted-exchange.js";
import { SmaCall } from "../engine/sma-call.js";
import type { TraceEntry } from "../engine/trace.js";
import { VirtualMedia } from "../media/virtual-media.js";
import { settle, VirtualClock } from "../virtual-clock.js";
import { type Decision, nothing } from "./decisions.js";

/** A point that a call came to, and what happened there. */
export interface PointReached {
  readonly action: Action | undefined;
  readonly otherLeg: boolean;
  readonly decision: Decision;
  /** Where the handler was: its last answer, and which of its actions this is. */
  readonly where: string;
  /** Events until then. */
  readonly events: number;
}

export interface PlayedCall {
  readonly points: readonly PointReached[];
  readonly trace: readonly TraceEntry[];
  readonly events: readonly InvocationEvent[];
  /** The answer to each event, by its place. */
  readonly answers: readonly unknown[];
  readonly from: string;
  readonly typed: readonly string[];
  /** Whether the call was ended because it went on and on. */
  readonly endless: boolean;
}

export interface PlayOptions {
  readonly handler: SmaHandler;
  /** What happens at the first points; after them, what is usual. */
  readonly decisions: readonly Decision[];
  readonly from?: string;
  /** Changes events on their way to the handler, as the service might have sent them. */
  readonly disguise?: ((event: InvocationEvent) => InvocationEvent) | undefined;
}

// A call that has come to so many points without an end will not come to one.
const mostPoints = 40;
const keyMs = 150;
const patienceMs = 600_000;

const goesOn: Decision = { does: "goes on" } as Decision;

/** Meetings that take everybody: whether a token is good is not what is examined. */
const openRooms = (): { rooms: MeetingRooms; end(): void } => {
  const inside = new Set<() => void>();
  return {
    rooms: {
      join(_meetingId, _token, { ended }) {
        inside.add(ended);
        return { attendeeId: randomUUID(), leave: () => void inside.delete(ended) };
      },
      mute: () => [],
    },
    end() {
      for (const ended of inside) ended();
    },
  };
};

/** Plays one call on virtual time: what was decided for its points happens, then what is usual. */
export async function playCall({
  handler,
  decisions,
  from = "+12065550142",
  disguise,
}: PlayOptions): Promise<PlayedCall> {
  const clock = new VirtualClock();
  const { rooms, end } = openRooms();
  const exchange = new ScriptedExchange(clock, () => ({ answersAfterMs: 1500 }));
  const media = new VirtualMedia(clock, { durationOf: () => 800 });
  const points: PointReached[] = [];
  const trace: TraceEntry[] = [];
  const events: InvocationEvent[] = [];
  const answers: unknown[] = [];
  const typed: string[] = [];
  let where = "";

  const reach = (action: Action | undefined): Decision => {
    const otherLeg = call.legs.some(({ tag, status }) => tag === "LEG-B" && status === "Connected");
    const decision = decisions[points.length] ?? usual(action);
    points.push({
      action,
      otherLeg,
      decision,
      where: `${where} > ${action?.Type ?? nothing}`,
      events: events.length,
    });
    return decision;
  };
  let now = goesOn;
  const faults: ActionFaults = {
    take(action) {
      now = reach(action);
      return now.does === "fails"
        ? { errorType: now.errorType, message: "It failed.", asText: now.asText }
        : undefined;
    },
  };
  const call: SmaCall = new SmaCall(
    {
      handler: async (event) => {
        const sent = disguise
          ? disguise(structuredClone(event) as InvocationEvent)
          : (event as InvocationEvent);
        events.push(sent);
        const place = events.length - 1;
        const answer = await handler(structuredClone(sent));
        answers[place] = answer;
        where = `${sent.InvocationEventType} ${shapeOfAnswer(answer)}`;
        return answer;
      },
      clock,
      media,
      rooms,
      exchange,
      faults,
      bots: {
        talk: (_arn, { sessionId }, host, complete) => {
          host.after(2000, () => complete(botResult(sessionId)));
          return { say() {}, key() {}, stop() {} };
        },
      },
      rules: documentedRules,
      region: "us-east-1",
      sipRuleId: "cce5c298-4e61-4f6b-bf87-39cacfb5a15f",
      sipMediaApplicationId: "9324457f-ad47-407d-bf45-5d409e714808",
      onTrace: (entry) => trace.push(entry),
    },
    { from, to: "+12065550101" },
  );

  const answered = async () => {
    do await settle();
    while (call.busy);
  };
  // Time stands still while the handler is at work: the same decisions make the same call.
  const elapse = async (ms: number) => {
    const until = clock.now() + ms;
    await answered();
    while (clock.step(until)) await answered();
    await clock.advance(until - clock.now());
  };
  const progress = () => points.length + events.length;
  const untilProgress = async () => {
    const before = progress();
    const until = clock.now() + patienceMs;
    while (!call.ended && progress() === before && clock.step(until)) await answered();
  };
  const outside = async (decision: Decision) => {
    if (decision.does === "caller hangs up") call.hangUp();
    if (decision.does === "update") call.update({ command: "checkup" });
    if (decision.does === "other leg ends") {
      end();
      exchange.parties.at(-1)?.end();
    }
    await answered();
  };

  call.begin();
  await answered();
  while (!call.ended && points.length < mostPoints) {
    if (!call.running && !call.acting) {
      const decision = reach(undefined);
      await outside(decision);
      if (decision.does === "update" && !call.running) await outside({ does: "caller hangs up" });
      // Who is left alone is told by now; nobody else is going to end it.
      if (!call.ended && !call.running && !call.acting) break;
      continue;
    }
    const decision = now;
    now = goesOn;
    if (decision.does === "types") {
      typed.push(decision.keys.replace(/[*#]/g, ""));
      for (const key of decision.keys) {
        const before = events.length;
        call.press(key);
        await elapse(keyMs);
        if (events.length > before) break;
      }
    }
    if (["caller hangs up", "other leg ends", "update"].includes(decision.does)) await outside(decision);
    if (!call.ended) await untilProgress();
  }
  const endless = !call.ended && points.length >= mostPoints;
  for (let rounds = 0; !call.ended && rounds < 5; rounds += 1) {
    for (const leg of call.legs) call.hangUp(leg);
    await answered();
  }
  return { points, trace, events, answers, from, typed, endless };
}

const usual = (action: Action | undefined): Decision => {
  if (!action) return { does: "caller hangs up" };
  return /AndGetDigits$/.test(action.Type) ? { does: "says nothing" } : { does: "goes on" };
};

const shapeOfAnswer = (answer: unknown): string => {
  const actions = (answer as { Actions?: readonly Action[] } | null)?.Actions;
  return (actions ?? []).map((action) => `${action.Type} ${JSON.stringify(action.Parameters)}`).join(", ");
};

const botResult = (SessionId: string) => ({
  SessionId,
  SessionState: {
    SessionAttributes: {},
    Intent: { Name: "FallbackIntent", Slots: {}, State: "Failed", ConfirmationState: "None" },
  },
  Interpretations: [{ Intent: { Name: "FallbackIntent", Slots: {} } }],
});
