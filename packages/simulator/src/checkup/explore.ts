import type { SmaHandler } from "../engine/ports.js";
import { type Decision, decisionsAt } from "./decisions.js";
import { shapeOf } from "./mask.js";
import { type PlayedCall, playCall } from "./play-call.js";

export interface ExploreOptions {
  readonly handler: SmaHandler;
  /** Digits that lead on, such as a PIN. */
  readonly digits: readonly string[];
  /** Invocations, after which no further call is begun. */
  readonly mostInvocations: number;
  /** Milliseconds, likewise. */
  readonly mostMs: number;
}

export interface Explored {
  readonly calls: readonly PlayedCall[];
  readonly invocations: number;
  /** Whether everything was tried that there is to try. */
  readonly whole: boolean;
}

/**
 * Plays calls breadth first: whatever the handler asks is answered in all ways that matter, at every point that no
 * earlier call has come to in the same state.
 */
export async function explore({
  handler,
  digits,
  mostInvocations,
  mostMs,
}: ExploreOptions): Promise<Explored> {
  const began = Date.now();
  const calls: PlayedCall[] = [];
  const known = new Set<string>();
  const waiting: (readonly Decision[])[] = [[]];
  let invocations = 0;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (invocations >= mostInvocations || Date.now() - began > mostMs)
      return { calls, invocations, whole: false };
    const call = await playCall({ handler, decisions: next });
    calls.push(call);
    invocations += call.events.length;
    const decided = call.points.map(({ decision }) => decision);
    for (const [at, point] of call.points.entries()) {
      // Before that, other calls have turned off already.
      if (at < next.length) continue;
      const state = shapeOf(point.where);
      if (known.has(state)) continue;
      known.add(state);
      for (const other of decisionsAt(point, digits)) {
        if (JSON.stringify(other) !== JSON.stringify(point.decision))
          waiting.push([...decided.slice(0, at), other]);
      }
    }
  }
  return { calls, invocations, whole: true };
}
