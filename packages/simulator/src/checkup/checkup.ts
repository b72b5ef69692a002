import type { SmaHandler } from "../engine/ports.js";
import { explore } from "./explore.js";
import { type Finding, merged, type Rule, rules } from "./findings.js";
import type { HandlerFactory } from "./handler-process.js";
import { judgeCall, shownBy } from "./judge-call.js";
import { shapeOf } from "./mask.js";
import { type PlayedCall, playCall } from "./play-call.js";
import { allProbes, otherErrorForm } from "./probes.js";

export interface CheckupOptions {
  readonly handlers: HandlerFactory;
  /** Digits that lead on, such as a PIN; default none. */
  readonly digits?: readonly string[];
  /** Rules to judge by; default all. */
  readonly rules?: readonly Rule[];
  /** Invocations for exploring, after which no further call is begun; default 2,000. */
  readonly mostInvocations?: number;
  /** Milliseconds for exploring; default 60,000. */
  readonly mostMs?: number;
  /** Milliseconds that an answer may take; default 5,000, when the service asks again. */
  readonly slowMs?: number;
  /** Makes the AWS services that the handler asks slow, and quick again; default: they are never slow. */
  readonly slowAws?: (slow: boolean) => void;
}

export interface CheckupResult {
  readonly findings: readonly Finding[];
  readonly calls: number;
  readonly invocations: number;
  /** Whether everything was tried that there is to try, within the bounds. */
  readonly whole: boolean;
}

// The shortest calls show what there is to show; the others are variations.
const mostProbed = 40;

/** Plays the awkward calls against a handler, unchanged, and says what is wrong with it. */
export async function checkUp(options: CheckupOptions): Promise<CheckupResult> {
  const { handlers, digits = [], mostInvocations = 2000, mostMs = 60_000, slowMs = 5000 } = options;
  const wanted = new Set<Rule>(options.rules ?? (Object.keys(rules) as Rule[]));
  const slow: SlowAnswer[] = [];
  const tested = await handlers.fresh();
  const handler: SmaHandler = async (event) => {
    const began = performance.now();
    try {
      return await tested.invoke(event);
    } finally {
      const ms = performance.now() - began;
      if (ms > slowMs) slow.push({ ms, event });
    }
  };
  const { calls, invocations, whole } = await explore({ handler, digits, mostInvocations, mostMs });
  const slowed = options.slowAws ? await playSlowly(different(calls), handler, options.slowAws) : [];
  tested.close();

  const probed = different(calls).slice(0, mostProbed);
  const findings: Finding[] = [
    ...calls.flatMap(judgeCall),
    ...otherErrorForm(calls),
    ...tooSlow([...calls, ...slowed], slow),
  ];
  const unsteady = new Set<PlayedCall>();
  for (const probe of allProbes) {
    if (!wanted.has(probe.rule)) continue;
    const environment = await handlers.fresh();
    const played = probed.filter((call) => !(probe.compares && unsteady.has(call)));
    for (const call of probe.mostCalls === undefined ? played : played.slice(-probe.mostCalls)) {
      const found = await probe.run(call, environment, handlers);
      findings.push(...found);
      // What is not the same twice parts from itself in every comparison.
      if (probe.rule === "not-the-same-answer-twice" && found.length > 0) unsteady.add(call);
    }
    environment.close();
  }
  return {
    findings: merged(findings.filter(({ rule }) => wanted.has(rule))),
    calls: calls.length,
    invocations,
    whole,
  };
}

interface SlowAnswer {
  readonly ms: number;
  readonly event: unknown;
}

/** The two calls with the most events once more, while AWS is slow. */
async function playSlowly(
  calls: readonly PlayedCall[],
  handler: SmaHandler,
  slowAws: (slow: boolean) => void,
): Promise<readonly PlayedCall[]> {
  slowAws(true);
  const played: PlayedCall[] = [];
  for (const { points } of calls.slice(-2)) {
    played.push(await playCall({ handler, decisions: points.map(({ decision }) => decision) }));
  }
  slowAws(false);
  return played;
}

/** One call of each course, the shortest of them: what was answered to what. */
function different(calls: readonly PlayedCall[]): readonly PlayedCall[] {
  const courses = new Map<string, PlayedCall>();
  for (const call of calls.filter(({ endless }) => !endless)) {
    const course = call.events
      .map((event, at) => `${event.InvocationEventType} ${shapeOf(call.answers[at])}`)
      .join("\n");
    if (!courses.has(course)) courses.set(course, call);
  }
  return [...courses.values()].sort((one, other) => one.events.length - other.events.length);
}

function tooSlow(calls: readonly PlayedCall[], slow: readonly SlowAnswer[]): readonly Finding[] {
  return slow.flatMap(({ ms, event }): Finding[] => {
    const id = (event as { CallDetails: { TransactionId: string } }).CallDetails.TransactionId;
    const call = calls.find(({ events }) => events[0]?.CallDetails.TransactionId === id);
    const at =
      call?.events.findIndex(({ Sequence }) => Sequence === (event as { Sequence: number }).Sequence) ?? 0;
    const what = `an answer took ${(ms / 1000).toFixed(1)} s`;
    return call ? [{ rule: "too-slow", what, ...shownBy(call, at + 1), count: 1 }] : [];
  });
}
