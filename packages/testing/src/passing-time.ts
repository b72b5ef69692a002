import { setTimeout as later } from "node:timers/promises";
import type { VirtualClock } from "@switchhook/simulator";

/** What a handler has asked of the local AWS. */
export interface Asked {
  /** Requests so far, and answers to them: a number that goes up while something happens. */
  readonly happenings: number;
  /** Requests without an answer. */
  readonly unanswered: number;
}

const turnMs = 2;
// The local AWS answers within a few turns: a request that nothing becomes of in so many hangs.
const turnsOfARequest = 100;
// More than half a second. Whoever waits that long without asking for anything waits for his clock, or for nothing at all.
const turnsOfNothing = 250;
// Some seconds. Whoever has asked again and again for so long is late, whatever comes of it.
const turnsOfWork = 1000;
// What a step of the clock has set off is done by then.
const turnsOfAStep = 8;
// Nobody reads an answer that comes later (wire.md 4.7).
const patienceMs = 20_000;

/**
 * Awaits a handler's answer. Virtual time stands still while the handler is at work; where nothing happens any more but
 * the clock could go on, it does, so that deadlines come and who never answers is too late; after 20 s that is an error.
 */
export function answerInTime<T>(answer: Promise<T>, clock: VirtualClock, asked: Asked): Promise<T> {
  return Promise.race([answer, letTimePass(answer, clock, asked)]);
}

async function letTimePass<T>(answer: Promise<T>, clock: VirtualClock, asked: Asked): Promise<T> {
  let settled = false;
  const over = () => {
    settled = true;
  };
  answer.then(over, over);
  const until = clock.now() + patienceMs;
  let turns = 0;
  let quiet = 0;
  let { happenings } = asked;
  while (!settled) {
    await later(turnMs);
    turns += 1;
    // Of turns that take long, as on a busy machine or while something is compiled, there are few.
    quiet = asked.happenings === happenings && !isReading() ? quiet + 1 : 0;
    happenings = asked.happenings;
    const enough = asked.unanswered > 0 ? turnsOfARequest : turnsOfNothing;
    if (settled || (quiet < enough && turns < turnsOfWork)) continue;
    if (!clock.step(until)) throw new Error("the handler has never answered");
    quiet = enough - turnsOfAStep;
    turns = Math.min(turns, turnsOfWork - turnsOfAStep);
  }
  return answer;
}

/** Whether files are being read: a client of the SDK, when it is first needed. */
const isReading = (): boolean => process.getActiveResourcesInfo().some((kind) => kind.startsWith("FSReq"));
