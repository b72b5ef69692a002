import { defaultApology } from "@switchhook/core/harness";
import { kinds } from "./fault-kinds.mjs";
import { IvrSimulation, partyHangsUp } from "./ivr-pieces.mjs";
import { leftOver } from "./left-over.mjs";
import { quiet } from "./turns.mjs";

/**
 * Plays the calls of a flow while requests of AWS and actions of the service fail as planned, and says what came of it:
 * what was asked for, what failed, what the caller who suffered the first fault heard of it, and what was left over.
 */
export async function playCase({ make, moves, second, prepare, buckets, atOnce }, planned = []) {
  const ran = [];
  const struck = [];
  const times = new Map();
  const strikes = (of, name, fault) => {
    const time = (times.get(`${of} ${name}`) ?? 0) + 1;
    times.set(`${of} ${name}`, time);
    const plan = planned.find((one) => one.of === of && one.name === name && fits(one, time));
    if (!plan) return undefined;
    const call = simulation.calls.find(({ simulated }) => simulated.call.busy) ?? simulation.calls[0];
    struck.push({ ...plan, call, at: call?.trace.length ?? 0, gone: isGone(call) });
    return fault(plan);
  };
  const simulation = new IvrSimulation((local) => waiting(make(local)), {
    // A fault strikes one of two processes only, which then rightly answer differently.
    without: ["everything-given-back", "same-answer-twice"],
    ...(buckets && { buckets }),
    actionFaults: {
      take: ({ Type }) => {
        ran.push(Type);
        return strikes("action", Type, ({ kind }) => ({
          errorType: kind,
          message: "This failure was planned.",
        }));
      },
    },
  });
  const { transport } = simulation;
  // A handler that waits by its clock, and for no request, waits for time that passes only when it is told to.
  function waiting(flow) {
    const timed = (handler) => async (event) => {
      let settled = false;
      const answer = handler(event).finally(() => {
        settled = true;
      });
      while (!settled) {
        const asks = transport.asking();
        await quiet(() => settled || asks());
        // Without a fault nothing waits: plugins load their clients, which takes time of its own.
        const waits = !settled && !asks() && planned.length > 0;
        // To the next timer, whoever has set it; that of the deadline is always there.
        if (waits) simulation.clock.step(simulation.clock.now() + 5000);
      }
      return answer;
    };
    return {
      bind: (...services) => waiting(flow.bind(...services)),
      services: () => flow.services(),
      build: () => timed(flow.build()),
    };
  }
  await prepare?.(simulation.local);
  transport.requests = [];
  transport.fault = (operation) =>
    strikes("request", operation, ({ kind }) => ({ name: kind, ...kinds[kind] }));

  let felt;
  const afterwards = () => {
    if (felt === undefined && struck.length > 0) felt = feltBy(struck[0]);
  };
  const first = await simulation.dial({ from: "+12065550102" });
  afterwards();
  for (const [index, move] of moves.entries()) {
    if (move === "other hangs up") await partyHangsUp(first);
    else if (!first.ended && typeof move === "object") {
      await first.simulated.press(move.keys);
      await first.wait(move.ms);
    } else if (!first.ended) await first.press(move);
    if (second?.after === index + 1) {
      const other = await simulation.dial({ from: "+12065550103" });
      await other.press(second.pin);
    }
    afterwards();
  }
  if (atOnce) for (const { ended, simulated } of simulation.calls) if (!ended) simulated.call.hangUp();
  for (const call of simulation.calls) {
    await (call.ended ? call.simulated.answered() : call.hangUp());
    afterwards();
  }
  const left = leftOver(simulation, struck);
  const broken = await simulation.done().then(
    () => undefined,
    (error) => error.message.split("\n").slice(0, 3).join(" "),
  );
  const operations = transport.requests.map(({ operation }) => operation);
  return { operations, actions: ran, struck, felt, left, broken, simulation };
}

// By its place among those of its name: what others ask at once comes in any order.
const fits = ({ time: from, span }, time) => (span === "once" ? time === from : time >= from);

/** What the caller noticed from the fault on, until he did something again; undefined when that was nothing. */
function feltBy({ name, call, at, gone }) {
  if (gone) return "was gone already";
  const since = call.trace.slice(at);
  if (hears(call, at)) return call.ended ? "heard it and was hung up" : "heard something and went on";
  if (since.some(({ kind }) => kind === "joined")) return "was joined";
  if (isWithOthers(call)) return "stayed with the others";
  if (call.ended && saysNothingMore(since)) return "was hung up, for the last words failed twice";
  const lastDid = call.trace.findLastIndex(({ kind }, index) => kind === "key" && index < at);
  if (name === "Hangup" && hears(call, lastDid, at))
    return "had heard the last words, and was not hung up at once";
  return undefined;
}

const hears = ({ heard }, from, to = Number.POSITIVE_INFINITY) =>
  heard.some(
    ({ at, prompts, sound }) =>
      at >= from && at < to && (prompts.length > 0 || sound.text === defaultApology.Text || isOurs(sound)),
  );

// A prompt with values filled in is not told by name.
const isOurs = ({ text }) => text !== undefined && /^(?:You are the|There are|To )/.test(text);

// Last words, or an apology, are said a second time; when that fails as well, nothing is left to be said.
function saysNothingMore(since) {
  const failed = since.filter(({ kind, action }) => kind === "failed" && action !== "Hangup").slice(-2);
  return failed.length === 2 && failed.every(({ action }) => ["Speak", "PlayAudio"].includes(action));
}

const isGone = (call) =>
  call?.trace.some(({ kind, leg }) => kind === "leg ended" && leg === "LEG-A") ?? false;

const isWithOthers = ({ trace }) => {
  const last = trace.findLast(
    ({ kind, leg }) => ["joined", "bridged"].includes(kind) || (kind === "leg ended" && leg === "LEG-B"),
  );
  return last !== undefined && last.kind !== "leg ended";
};
