import { Clock, Logger, silentLogger, value } from "@switchhook/core";
import { checkResponse } from "@switchhook/core/wire";
import { chimeMeetings } from "@switchhook/plugin-meeting-pin";
import { meetingsApi, simulateCall, VirtualClock } from "@switchhook/simulator";
import { dialIn, openPins } from "./dial-in.mjs";
import { pick, randomFrom } from "./random.mjs";
import { SkewedClock } from "./skewed-clock.mjs";
import { LocalTransport } from "./transport.mjs";

const minute = 60_000;

/**
 * How the events of a call get to the processes; each way answers what the service takes. No two events change places but
 * by coming again: the service invokes for one after the other, and counts (wire.md 1.1); whether the end of a leg comes
 * before the report of what it has cut short is the one order that nobody knows (7.2 d).
 */
const ways = {
  /** Lambda dies after the side effect and before the answer: another process answers the second delivery. */
  "dies before the answer": async (event, { process }) => {
    const lost = await process()(structuredClone(event));
    return same(lost, await process()(event));
  },
  /** Two processes have the same event at once. */
  "twice at once": async (event, { process }) => {
    const [one, other] = await Promise.all([process()(structuredClone(event)), process()(event)]);
    return same(one, other);
  },
  /** An old event comes once more, behind the one after it. */
  "an old event again": async (event, { process, earlier, late }) => {
    const answer = await process()(event);
    const old = earlier.at(-2);
    if (old) await late(old);
    return { answer };
  },
  /** The hang-up overtakes what was reported before it: that one comes again behind it. */
  "the hang-up overtakes": async (event, { process, earlier, late }) => {
    const answer = await process()(event);
    const reported = earlier.findLast(({ InvocationEventType }) => InvocationEventType.startsWith("ACTION_"));
    if (event.InvocationEventType === "HANGUP" && reported) await late(reported);
    return { answer };
  },
  /** Each event once, by whichever process. */
  "by turns": async (event, { process }) => ({ answer: await process()(event) }),
};

const same = (one, other) => ({
  answer: other,
  ...(JSON.stringify(one) !== JSON.stringify(other) && {
    differ: `${JSON.stringify(one)} and ${JSON.stringify(other)}`,
  }),
});

/**
 * Calls through processes that die, events delivered twice, at once, late and in another order, while the clock of each
 * process jumps by minutes, forwards and backwards.
 */
export async function deliveries({ calls, seed = 1, around = (made) => made }) {
  const random = randomFrom(seed);
  const result = { calls: 0, joined: 0, jumps: 0, problems: [], ways: {}, late: {}, left: [], meetings: 0 };
  const api = meetingsApi("us-east-1");
  let now = new VirtualClock();
  const transport = new LocalTransport({ aws: () => api.app, clock: { now: () => now.now() } });
  const clocks = Array.from({ length: 4 }, () => new SkewedClock(() => now));
  const processes = clocks.map((clock) =>
    around(
      dialIn()
        .bind(chimeMeetings(transport.options()), openPins, value(Logger, silentLogger), value(Clock, clock))
        .build(),
    ),
  );
  const process = () => {
    if (random() < 0.2) {
      result.jumps += 1;
      pick(random, clocks).set(Math.round((random() - 0.5) * 20) * minute);
    }
    return pick(random, processes);
  };
  for (let index = 0; index < calls; index++) {
    const way = pick(random, Object.keys(ways));
    const earlier = [];
    const admittedLate = [];
    now = new VirtualClock(Date.parse("2026-03-29T00:59:58Z") + Math.floor(random() * 1e10));
    const problem = (what) => result.problems.push(`${way}: ${what}`);
    const late = async (event) => {
      const answer = await process()(structuredClone(event));
      for (const { path, message } of checkResponse(answer))
        problem(`a late event is answered with ${path} ${message}`);
      const joins = answer.Actions?.some(({ Type }) => Type === "JoinChimeMeeting") ?? false;
      const last = earlier.at(-1);
      const over = last.CallDetails.Participants.every(({ Status }) => Status === "Disconnected");
      if (joins && over) admittedLate.push(event.CallDetails.TransactionId);
    };
    const call = simulateCall({
      clock: now,
      rooms: api.store,
      setup: { from: `+1206${String(5550000 + index)}` },
      handler: async (event) => {
        earlier.push(event);
        const { answer, differ } = await ways[way](event, { process, earlier, late });
        if (differ) problem(`${event.InvocationEventType} was answered differently: ${differ}`);
        return answer;
      },
    });
    await call.dial();
    await call.enter(pick(random, ["12345", "12345", "13579", "777#"]));
    for (let keys = 0; keys < 3 && !call.call.ended; keys++)
      await call.enter(pick(random, ["*6", "*2", "*9", "*0", "*5", "1"]));
    if (!call.call.ended) await call.hangUp();
    await call.untilEnded();
    result.calls += 1;
    result.ways[way] = (result.ways[way] ?? 0) + 1;
    if (call.trace.some(({ kind }) => kind === "joined")) result.joined += 1;
    for (const what of call.problems) problem(what);
    const { transactionId } = call.call;
    for (const meeting of api.store.all())
      for (const { attendeeId } of [...meeting.attendees.values()]) {
        // Whoever was left by an earlier call has been counted, and taken out, then.
        if (admittedLate.includes(transactionId)) result.late[way] = (result.late[way] ?? 0) + 1;
        else result.left.push(`${way}: ${transactionId}`);
        meeting.attendees.delete(attendeeId);
      }
  }
  result.meetings = api.store.all().length;
  return result;
}
