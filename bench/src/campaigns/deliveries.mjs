import { Logger, silentLogger, value } from "@switchhook/core";
import { chimeMeetings } from "@switchhook/plugin-meeting-pin";
import { listen, meetingsApi, simulateCall, VirtualClock } from "@switchhook/simulator";
import { dialIn, openPins } from "./dial-in.mjs";
import { pick, randomFrom } from "./random.mjs";

const ways = {
  /** Lambda dies after the side effect and before the answer: another process answers the second delivery. */
  "dies before the answer": async (event, fresh) => {
    await fresh()(structuredClone(event));
    return fresh()(event);
  },
  /** Two processes have the same event at once. */
  "twice at once": async (event, fresh) =>
    (await Promise.all([fresh()(structuredClone(event)), fresh()(event)]))[1],
  /** An old event comes once more, behind the one after it. */
  "an old event again": async (event, fresh, earlier) => {
    const answer = await fresh()(event);
    const old = earlier.at(-2);
    if (old) await fresh()(structuredClone(old));
    return answer;
  },
};

/** Calls through processes that die, events delivered twice and late, and clocks that jump. */
export async function deliveries({ calls, seed = 1 }) {
  const random = randomFrom(seed);
  const result = { calls: 0, joined: 0, problems: [], left: {}, meetings: 0 };
  const api = meetingsApi("us-east-1");
  const endpoint = await listen(api.app);
  const client = {
    endpoint: endpoint.url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const make = () =>
    dialIn()
      .bind(chimeMeetings({ client, retryDelayMs: () => 0 }), openPins, value(Logger, silentLogger))
      .build();
  const placesLeft = () =>
    api.store.all().reduce((sum, { attendees, live }) => sum + (live ? attendees.size : 0), 0);
  const processes = Array.from({ length: 4 }, make);
  for (let index = 0; index < calls; index++) {
    const way = pick(random, Object.keys(ways));
    const earlier = [];
    const clock = new VirtualClock(Date.parse("2026-03-29T00:59:58Z") + Math.floor(random() * 1e10));
    const call = simulateCall({
      clock,
      rooms: api.store,
      setup: { from: `+1206${String(5550000 + index)}` },
      handler: async (event) => {
        earlier.push(event);
        return ways[way](event, () => pick(random, processes), earlier);
      },
    });
    const before = placesLeft();
    await call.dial();
    await call.enter(pick(random, ["12345", "1999#", "777#"]));
    if (!call.call.ended) await call.enter(pick(random, ["*6", "*2", "*9", "*0"]));
    await call.hangUp();
    await call.untilEnded();
    result.calls += 1;
    if (call.trace.some(({ kind }) => kind === "joined")) result.joined += 1;
    const left = placesLeft();
    if (left > before) result.left[way] = (result.left[way] ?? 0) + left - before;
    result.problems.push(...call.problems.map((problem) => `${way}: ${problem}`));
  }
  result.meetings = api.store.all().length;
  await endpoint.close();
  return result;
}
