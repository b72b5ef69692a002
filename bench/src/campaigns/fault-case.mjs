import { defaultApology } from "@switchhook/core/harness";
import { kinds } from "./fault-kinds.mjs";
import { IvrSimulation, partyHangsUp } from "./ivr-pieces.mjs";

/**
 * Plays the calls of a flow while requests of AWS and actions of the service fail as planned, and says what came of it:
 * what was asked for, what failed, what the caller who suffered the first fault heard of it, and what was left over.
 */
export async function playCase({ make, moves, second, prepare }, planned = []) {
  const ran = [];
  const struck = [];
  const strikes = ({ index, name, of, fault }) => {
    const plan = planned.find((one) => one.of === of && fits(one, index, name));
    if (!plan) return undefined;
    const call = simulation.calls.find(({ simulated }) => simulated.call.busy) ?? simulation.calls[0];
    struck.push({ ...plan, call, at: call?.trace.length ?? 0, gone: isGone(call) });
    return fault(plan);
  };
  const simulation = new IvrSimulation((local) => waiting(make(local)), {
    // A fault strikes one of two processes only, which then rightly answer differently.
    without: ["everything-given-back", "same-answer-twice"],
    actionFaults: {
      take: ({ Type }) => {
        const fault = ({ kind }) => ({ errorType: kind, message: "This failure was planned." });
        return strikes({ index: ran.push(Type) - 1, name: Type, of: "action", fault });
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
        await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 20))]);
        if (!settled && transport.inFlight === 0) simulation.clock.step(simulation.clock.now() + 5000);
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
  transport.operations = [];
  transport.fault = ({ index, operation }) =>
    strikes({ index, name: operation, of: "request", fault: ({ kind }) => ({ name: kind, ...kinds[kind] }) });

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
  for (const call of simulation.calls) if (!call.ended) await call.hangUp();
  afterwards();
  const left = leftOver(simulation);
  const broken = await simulation.done().then(
    () => undefined,
    (error) => error.message.split("\n").slice(0, 3).join(" "),
  );
  return { operations: transport.operations, actions: ran, struck, felt, left, broken };
}

const fits = ({ index: from, name: of, span }, index, name) =>
  span === "once" ? index === from : index >= from && name === of;

/** What the caller noticed from the fault on, until he did something again; undefined when that was nothing. */
function feltBy({ call, at, gone }) {
  if (gone) return "was gone already";
  const since = call.trace.slice(at);
  const heard = call.heard.some(
    (one) =>
      one.at >= at && (one.prompts.length > 0 || one.sound.text === defaultApology.Text || isOurs(one.sound)),
  );
  if (heard) return call.ended ? "heard it and was hung up" : "heard something and went on";
  if (since.some(({ kind }) => kind === "joined")) return "was joined";
  if (isWithOthers(call)) return "stayed with the others";
  if (call.ended && saysNothingMore(since)) return "was hung up, for the last words failed as well";
  return undefined;
}

// A prompt with values filled in is not told by name.
const isOurs = ({ text }) => text !== undefined && /^(?:You are the|There are|To )/.test(text);

// Nothing is left to be said in place of last words, or of an apology, that the service could not say.
const saysNothingMore = (since) =>
  ["Speak", "PlayAudio"].includes(since.findLast(({ kind }) => kind === "failed")?.action);

const isGone = (call) =>
  call?.trace.some(({ kind, leg }) => kind === "leg ended" && leg === "LEG-A") ?? false;

const isWithOthers = ({ trace }) => {
  const last = trace.findLast(
    ({ kind, leg }) => ["joined", "bridged"].includes(kind) || (kind === "leg ended" && leg === "LEG-B"),
  );
  return last !== undefined && last.kind !== "leg ended";
};

/** What nobody will give back or find any more. */
function leftOver({ meetings, calls, recorded, log }) {
  const live = meetings.all().filter((meeting) => meeting.live);
  const known = new Set(recorded.map(({ bucket, key }) => `${bucket}/${key}`));
  for (const { message, fields } of log)
    if (/^(?:message deleted|IVR_MESSAGE_NOT_DELETED)|could not be deleted/.test(message))
      known.add(`${fields.bucket}/${fields.key}`);
  const files = calls.flatMap(({ simulated }) => simulated.media.recordings);
  return {
    attendees: live.reduce((sum, { attendees }) => sum + attendees.size, 0),
    meetings: live.length,
    recordings: files.filter(({ bucket, key }) => !known.has(`${bucket}/${key}`)).length,
  };
}
