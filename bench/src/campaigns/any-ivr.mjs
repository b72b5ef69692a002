import * as core from "@switchhook/core";
import * as metrics from "@switchhook/metrics";
import * as attendees from "@switchhook/plugin-attendees";
import * as audio from "@switchhook/plugin-audio-s3";
import * as meetings from "@switchhook/plugin-meeting-pin";
import * as menus from "@switchhook/plugin-menu";
import * as recordings from "@switchhook/plugin-recording";
import fc from "fast-check";
import { Coverage } from "./coverage.mjs";
import * as pieces from "./ivr-pieces.mjs";
import { plans } from "./ivr-plans.mjs";

// What the text of a plan may name, by where a test imports it from.
const sources = {
  "@switchhook/core": [core, ["ivr", "line"]],
  "@switchhook/metrics": [metrics, ["metrics"]],
  "@switchhook/plugin-attendees": [attendees, ["attendeeControls", "usualKeys"]],
  "@switchhook/plugin-audio-s3": [
    audio,
    ["audioS3", "greeting", "languageMenu", "localeByNumber", "localeBySipHeader"],
  ],
  "@switchhook/plugin-meeting-pin": [meetings, ["joinMeeting", "meetingPin", "memoryGuessGuard"]],
  "@switchhook/plugin-menu": [menus, ["backToMenu", "collect", "menu", "say"]],
  "@switchhook/plugin-recording": [recordings, ["callRecording", "meetingCapture", "voiceMail"]],
  "../src/campaigns/ivr-pieces.mjs": [
    pieces,
    [
      "answer",
      "connect",
      "getIn",
      "listedPins",
      "modifyAll",
      "openPins",
      "partyHangsUp",
      "prompts",
      "rating",
      "simulateIvr",
      "spanish",
    ],
  ],
};
const known = Object.values(sources).flatMap(([source, names]) => names.map((name) => [name, source[name]]));

const AsyncFunction = (async () => {}).constructor;
const compile = (kind, names, text) =>
  new kind(...known.map(([name]) => name), ...names, text).bind(
    undefined,
    ...known.map(([, value]) => value),
  );

/** Makes the IVR of a plan, not built, from the options of what makes clients. */
export const flowOfPlan = ({ flow }) => compile(Function, ["local"], `return ${flow}`);

/** The simulation of a plan; `around` is put around the IVR's handler. */
export function simulationOf(plan, around) {
  const flow = flowOfPlan(plan);
  return pieces.simulateIvr((local) => wrapped(flow(local), around), {
    startsAt: Date.parse(plan.given.startsAt),
  });
}

/** An IVR, not built, that has `around` around its handler. */
export const wrapped = (flow, around) =>
  around === undefined
    ? flow
    : {
        bind: (...services) => wrapped(flow.bind(...services), around),
        services: () => flow.services(),
        build: () => around(flow.build()),
      };

/** Plays what the callers of a plan do; the simulation is not done yet. */
export const play = ({ calls }, simulation) => compile(AsyncFunction, ["simulation"], calls)(simulation);

const mostLines = 40;

/** A plan as a test to paste into bench/test. */
function asTest({ flow, calls, given }, error) {
  const text = `${flow}\n${calls}`;
  const imports = Object.entries(sources).flatMap(([from, [, names]]) => {
    const used = names.filter(
      (name) => name === "simulateIvr" || new RegExp(`\\b${name}\\b(?!:)`).test(text),
    );
    return used.length > 0 ? [`import { ${used.join(", ")} } from "${from}";`] : [];
  });
  const lines = String(error?.message ?? error).split("\n");
  const why = (lines.length > mostLines ? [...lines.slice(0, mostLines), "..."] : lines)
    .map((line) => `// ${line}`)
    .join("\n");
  return `${imports.join("\n")}
import { it } from "vitest";

${why}
it("keeps its promises", async () => {
  const simulation = simulateIvr(
    (local) =>
      ${flow},
    { startsAt: Date.parse("${given.startsAt}") },
  );
${calls}
  await simulation.done();
});
`;
}

// None of these callers does so much that it takes more, unless it goes round in circles.
const mostEvents = 200;
// A failure is made smaller for so long at most.
const longestMs = 60_000;
// Between two shrinkings, so that one broken promise does not hide the next.
const plansAtOnce = 500;

/**
 * Random callers of random IVRs; a call that broke a promise is made as small as it gets, and printed as a test; after `mostBroken` it stops.
 * @param {{ calls: number, seed?: number, around?: any, shrinkMs?: number, mostBroken?: number }} options
 */
export async function anyIvrs({ calls, seed = 1, around, shrinkMs = longestMs, mostBroken = 5 }) {
  const broken = [];
  const coverage = new Coverage();
  let played = 0;
  let shrinking = false;
  let shrinkUntil = 0;
  const property = fc.asyncProperty(plans, async (plan) => {
    // What is not tried any more counts as sound: the smallest failure so far is told.
    if (shrinking && Date.now() > shrinkUntil) return;
    const simulation = simulationOf(plan, around);
    try {
      await play(plan, simulation);
      await simulation.done();
      if (simulation.calls.some(({ simulated }) => simulated.events.length > mostEvents))
        throw new Error(`a call went on for more than ${mostEvents} events`);
    } catch (error) {
      if (!shrinking) shrinkUntil = Date.now() + shrinkMs;
      shrinking = true;
      throw error;
    } finally {
      if (!shrinking) {
        played += simulation.calls.length;
        coverage.add(plan, simulation);
      }
    }
  });
  for (let round = 0; played < calls && broken.length < mostBroken; round++) {
    shrinking = false;
    const { failed, counterexample, errorInstance } = await fc.check(property, {
      seed: seed * 1_000_003 + round,
      numRuns: Math.min(plansAtOnce, Math.ceil((calls - played) / 1.5)),
    });
    if (failed) broken.push(asTest(counterexample[0], errorInstance));
  }
  return { calls: played, broken, coverage: coverage.counts };
}
