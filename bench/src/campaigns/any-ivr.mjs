import { ivr, line } from "@switchhook/core";
import { attendeeControls, usualKeys } from "@switchhook/plugin-attendees";
import { audioS3, greeting, languageMenu } from "@switchhook/plugin-audio-s3";
import { joinMeeting, meetingPin } from "@switchhook/plugin-meeting-pin";
import { backToMenu, collect, menu, say } from "@switchhook/plugin-menu";
import { callRecording } from "@switchhook/plugin-recording";
import { Simulation } from "@switchhook/testing";
import { freeMeetings, openPins, prompts } from "./dial-in.mjs";
import { pick, randomFrom } from "./random.mjs";

const texts = {
  ...prompts,
  ...Object.fromEntries(
    ["invalid", "enter", "menu", "silence", "again", "last", "extra", "wrong-key"].map((name) => [
      name,
      { text: `This is ${name}.` },
    ]),
  ),
  confirm: { text: "You entered {digits}. Press 1." },
  "choose-language": { text: "For English, press 1." },
};
const spanish = {
  "choose-language": { text: "Para español, oprima 2." },
  "wrong-key": { text: "Esa tecla no es de ningún idioma." },
};

const pieces = {
  greeting: (flow) => flow.use(greeting()),
  language: (flow) =>
    flow.use(languageMenu({ languages: { 1: "en-US", 2: "es-US" }, prompts: { wrongKey: "wrong-key" } })),
  collect: (flow, random) =>
    flow.use(
      collect({
        name: "account",
        digits: { min: 2, max: 4 },
        sensitive: random() < 0.5,
        prompts: {
          ...(random() < 0.5 && { silence: "silence", again: "again", lastTry: "last" }),
          ...(random() < 0.5 && { confirm: "confirm" }),
        },
        check: (digits) => (digits.startsWith("9") ? undefined : digits),
      }),
    ),
  menu: (flow, random) =>
    flow.use(
      menu({
        keys: { 1: "one", 2: "two" },
        lines: {
          one: line().use(say({ name: "extra" })),
          two:
            random() < 0.5
              ? line()
                  .use(say({ name: "extra" }))
                  .use(backToMenu())
              : line().use(
                  menu({
                    name: "inner",
                    keys: { 3: "three" },
                    lines: { three: line().use(say({ name: "extra" })) },
                    prompts: { ask: "menu" },
                  }),
                ),
        },
        prompts: { ask: "menu" },
      }),
    ),
};
const features = {
  attendees: (flow) => flow.use(attendeeControls({ keys: usualKeys, commands: ["mute", "end", "leave"] })),
  recording: (flow) => flow.use(callRecording({ destination: { bucket: "the-recordings" } })),
};

/** An IVR of our plugins, as the seed has it. */
function anyIvr(random) {
  let flow = ivr().use(audioS3({ prompts: texts, locales: { es: spanish } }));
  const withMeeting = random() < 0.6;
  const names = [];
  if (withMeeting && random() < 0.7) {
    flow = features.attendees(flow);
    names.push("attendees");
  }
  if (random() < 0.6) {
    flow = features.recording(flow);
    names.push("recording");
  }
  for (const name of Object.keys(pieces).toSorted(() => random() - 0.5)) {
    if (random() < 0.5) continue;
    flow = pieces[name](flow, random);
    names.push(name);
  }
  if (withMeeting || names.every((name) => name in features)) {
    flow = flow
      .use(meetingPin())
      .use(joinMeeting({ lockable: true, afterwards: pick(random, ["go-on", "another-pin", "hang-up"]) }))
      .use(say({ name: "farewell", prompt: "goodbye" }))
      .bind(freeMeetings, openPins);
    names.push("meeting");
  } else flow = flow.use(say({ name: "farewell", prompt: "goodbye" }));
  return { flow, names };
}

const moves = [
  (random) => [
    "press",
    pick(random, [
      "1",
      "2",
      "3",
      "9",
      "*",
      "0",
      "#",
      "12#",
      "1234",
      "12345",
      "99#",
      "*6",
      "*9",
      "*2",
      "*#",
      "*0",
      "12*34#",
    ]),
  ],
  (random) => ["wait", Math.floor(random() * 20_000)],
  (random) => [
    "update",
    { command: pick(random, ["mute", "end", "leave", "start-recording", "nobody", "pause-recording"]) },
  ],
];

const movesOf = (random) =>
  Array.from({ length: Math.floor(random() * 8) }, () =>
    pick(random, [moves[0], moves[0], moves[0], moves[1], moves[2]])(random),
  );

/** Random callers of random IVRs; a call that broke a promise is printed as a test. */
export async function anyIvrs({ calls, seed = 1 }) {
  const broken = [];
  for (let index = 0; index < calls; index++) {
    const callSeed = seed * 1_000_003 + index;
    const random = randomFrom(callSeed);
    const { flow, names } = anyIvr(random);
    const made = movesOf(random);
    const simulation = new Simulation(flow, { without: ["everything-given-back"] });
    const call = await simulation.dial();
    for (const [what, how] of made) {
      if (call.ended) break;
      await call[what](how);
    }
    await simulation.done().catch((error) => broken.push(asTest(callSeed, names, made, error)));
  }
  return { calls, broken };
}

const asTest = (seed, names, made, error) => `// ${names.join(", ")}
it("keeps its promises (seed ${seed})", async () => {
  const simulation = simulate(anyIvr(randomFrom(${seed})).flow);
  const call = await simulation.dial();
${made.map(([what, how]) => `  await call.${what}(${JSON.stringify(how)});`).join("\n")}
  await simulation.done();
});
// ${String(error.message).split("\n").slice(0, 3).join(" ")}`;
