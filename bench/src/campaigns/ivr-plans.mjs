import fc from "fast-check";

// A plan is the text of a test: what is printed of a broken one is what was run.
class Raw {
  constructor(text) {
    this.text = text;
  }
}
/** Text that stands in a plan as it is, such as a variable. */
const raw = (text) => new Raw(text);

/** A value as it is written. */
function code(value) {
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map(code).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  const keyed = entries.map(
    ([key, one]) => `${/^[a-z]\w*$/i.test(key) ? key : JSON.stringify(key)}: ${code(one)}`,
  );
  return entries.length > 0 ? `{ ${keyed.join(", ")} }` : "{}";
}
/** A call of a factory, without an argument when there are no options. */
const made = (factory, options = {}) => `${factory}(${Object.keys(options).length > 0 ? code(options) : ""})`;
/** The options of what makes a client, with one that leads to the local AWS. */
const withClient = (factory, options) => made(factory, options).replace(/ \}\)$/, ", ...local })");
const some = (shape) => fc.record(shape, { requiredKeys: [] });
const sometimes = (arbitrary, weight = 2) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 2 }, { arbitrary, weight });
const says = (name) => raw(`line().use(say({ name: "${name}" }))`);
const messages = { destination: { bucket: "the-messages" } };

const collectingPrompts = some({
  silence: fc.constant("silence"),
  again: fc.constant("again"),
  lastTry: fc.constant("last"),
  confirm: fc.constant("confirm"),
});

const collect = fc
  .record({
    settings: some({
      sensitive: fc.boolean(),
      invalidAttempts: fc.integer({ min: 1, max: 3 }),
      startOver: fc.constant(false),
    }),
    digits: fc.constantFrom({ min: 2, max: 4 }, { max: 1 }, { min: 1, max: 12, betweenDigitsMs: 1000 }),
    prompts: collectingPrompts,
    operator: fc.boolean(),
    gaveUp: fc.boolean(),
  })
  .map(({ settings, digits, prompts, operator, gaveUp }) =>
    made("collect", {
      name: "account",
      digits,
      prompts,
      ...settings,
      ...(operator && { operator: "0" }),
      ...((operator || gaveUp) && {
        lines: {
          ...(operator && { operator: says("operator") }),
          ...(gaveUp && { "gave-up": says("gave-up") }),
        },
      }),
      check: raw('(digits) => (digits.startsWith("9") ? undefined : digits)'),
    }),
  );

const inner = {
  name: "inner",
  keys: { 3: "three" },
  lines: { three: says("extra") },
  prompts: { ask: "menu" },
};
const innerLines = fc.constantFrom(
  `${says("extra").text}.use(backToMenu())`,
  `line().use(${made("menu", inner)})`,
  "line().use(connect())",
  `line().use(${withClient("voiceMail", messages)})`,
);

const menu = fc
  .record({
    two: innerLines,
    settings: some({
      silentAttempts: fc.integer({ min: 1, max: 3 }),
      invalidAttempts: fc.integer({ min: 1, max: 3 }),
    }),
    asks: fc.constantFrom({ says: { one: "sales", two: "support" } }, { prompts: { ask: "menu" } }),
  })
  .map(({ two, settings, asks }) =>
    made("menu", {
      keys: { 1: "one", 2: "two" },
      lines: { one: says("extra"), two: raw(two) },
      ...settings,
      ...asks,
    }),
  );

const voiceMail = some({
  review: fc.boolean(),
  maxSeconds: fc.constantFrom(1, 10),
  silenceSeconds: fc.constantFrom(1, 3),
  maxTakes: fc.constant(1),
}).map((options) => withClient("voiceMail", { ...messages, ...options }));

const greeting = fc.constantFrom(
  "greeting()",
  made("greeting", {
    variants: [
      { prompt: "welcome-back", numbers: ["+12065550109"] },
      { prompt: "good-evening", from: "18:00", to: "06:00" },
    ],
    timeZone: "Europe/Berlin",
  }),
);

/** Steps that go anywhere before the meeting; each at most once, for its name is its own. */
const steps = {
  greeting,
  language: fc.constant(
    made("languageMenu", { languages: { 1: "en-US", 2: "es-US" }, prompts: { wrongKey: "wrong-key" } }),
  ),
  collect,
  menu,
  voiceMail,
  connect: fc.constant("connect()"),
  rating: fc.constant("rating()"),
};

const controls = ["mute", "count", "leave", "muteOthers", "lock", "end"];
const attendees = fc
  .record({ keys: fc.boolean(), commands: fc.subarray(controls) })
  .map(({ keys, commands }) =>
    made("attendeeControls", { ...(keys && { keys: raw("usualKeys") }), commands }),
  );

const callRecording = some({
  start: fc.constant("by-itself"),
  pauseKeys: fc.constant("*7"),
  track: fc.constantFrom("INCOMING", "OUTGOING"),
  consent: fc.constant({ keys: { agree: "1", decline: "2" } }),
}).map((options) => made("callRecording", { destination: { bucket: "the-recordings" }, ...options }));

const capture = some({
  start: fc.constant("on-request"),
  keys: fc.constant("*3"),
  who: fc.constant("everybody"),
  concatenate: fc.constant(true),
}).map((options) => withClient("meetingCapture", { destination: { bucket: "the-captures" }, ...options }));

const pinStep = fc
  .record({
    operator: fc.boolean(),
    prompts: collectingPrompts,
    maxAttempts: sometimes(fc.integer({ min: 1, max: 3 })),
  })
  .map(({ operator, prompts, maxAttempts }) =>
    made("meetingPin", {
      prompts,
      maxAttempts,
      ...(operator && { operator: { key: "0", line: says("operator") } }),
    }),
  );

const join = some({
  waitingRoom: fc.constantFrom({ giveUpAfterMs: 8000 }, { letInAfterMs: 5000, giveUpAfterMs: 8000 }),
  lockable: fc.constant(true),
  announce: some({
    position: fc.constant(true),
    tones: fc.constant(true),
    names: fc.constant({ bucket: "the-names" }),
  }),
  afterwards: fc.constantFrom("hang-up", "another-pin"),
  deleteMeeting: fc.constant(true),
  prompts: fc.constant({ joining: "joining" }),
});

const meeting = fc.record({
  attendees: sometimes(attendees, 8),
  capture: sometimes(capture, 1),
  pin: pinStep,
  join,
  directory: fc.constantFrom("openPins()", "listedPins()"),
  guard: sometimes(fc.constant("memoryGuessGuard({ perCaller: { tries: 2 } })"), 1),
});

const locale = fc.constantFrom(
  ...[
    "",
    "",
    '{ locale: localeByNumber({ "+12065550109": "es-US" }) }',
    '{ locale: localeBySipHeader("X-Language") }',
  ],
);

const caller = fc.record({
  to: fc.constantFrom("+12065550101", "+12065550109"),
  sipHeaders: sometimes(fc.constantFrom({ "X-Language": "es-US" }, { "X-Language": "of no use" }), 1),
  outbound: sometimes(fc.constantFrom({}, { args: { customer: "4711" } }), 1),
  party: fc.constantFrom(
    "{ answersAfterMs: 2000 }",
    "{ answersAfterMs: 2000 }",
    "{ refusesAfterMs: 1000, code: 486 }",
    '"rings on"',
  ),
  // Whether he hangs up on another party, or waits until that hangs up.
  ringsOff: sometimes(fc.constant(true), 1),
});

const pins = ["12345", "10001", "10002", "10003", "10003", "10004", "10005", "10006", "10007", "10008"];
const keys = [
  ...pins,
  ...["1", "2", "3", "9", "*", "0", "#", "12#", "1234", "12345", "99#", "12*34#", "12345#", "4"],
];
const codes = ["*6", "*9", "*2", "*#", "*0", "*5", "*4", "*8", "*7", "*3"];
const commands = [
  ...[
    "mute",
    "unmute",
    "mute-others",
    "unmute-others",
    "say-count",
    "lock",
    "unlock",
    "leave",
    "end-meeting",
  ],
  ...[
    "start-recording",
    "stop-recording",
    "pause-recording",
    "resume-recording",
    "start-capture",
    "stop-capture",
  ],
  ...["admit", "nobody"],
];
const pin = fc.constantFrom(...pins);
const ms = fc.integer({ min: 0, max: 20_000 });

/** What a caller does; what is typed without waiting meets what is being said. */
const move = fc.oneof(
  { arbitrary: fc.constantFrom(...keys).map((typed) => `CALLER.press(${code(typed)})`), weight: 4 },
  { arbitrary: fc.constantFrom(...codes).map((typed) => `CALLER.press(${code(typed)})`), weight: 6 },
  { arbitrary: pin.map((own) => `answer(CALLER, ${code(own)})`), weight: 4 },
  {
    arbitrary: fc.constantFrom(...keys, ...codes).map((typed) => `CALLER.simulated.press(${code(typed)})`),
    weight: 1,
  },
  { arbitrary: ms.map((wait) => `CALLER.wait(${wait})`), weight: 2 },
  {
    arbitrary: fc.constantFrom(...commands).map((command) => `CALLER.update(${code({ command })})`),
    weight: 3,
  },
  {
    arbitrary: fc
      .constantFrom("Mute", "Unmute")
      .map((operation) => `modifyAll(CALLER, simulation, ${code(operation)})`),
    weight: 1,
  },
  { arbitrary: fc.constant("CALLER.say(3000)"), weight: 1 },
  {
    arbitrary: fc.constantFrom("CALLER.hangUp()", "partyHangsUp(CALLER)", "CALLER.untilEnded()"),
    weight: 1,
  },
);

const plan = fc.record({
  locale,
  steps: fc.uniqueArray(
    fc.oneof(...Object.entries(steps).map(([name, arbitrary]) => arbitrary.map((text) => ({ name, text })))),
    { selector: ({ name }) => name, maxLength: 3 },
  ),
  recording: sometimes(callRecording),
  metrics: fc.boolean(),
  meeting: sometimes(meeting, 6),
  startsAt: fc.constantFrom("2026-01-05T12:00:00Z", "2026-01-05T22:30:00Z"),
  callers: fc.array(caller, { minLength: 1, maxLength: 2 }),
  // Where all who call go to, for a start.
  meetIn: sometimes(pin, 6),
  // A call that is picked up in the middle: so long after dialling the caller does something.
  begins: sometimes(fc.integer({ min: 0, max: 6000 }), 1),
  moves: fc.array(fc.record({ first: fc.boolean(), move }), { maxLength: 10 }),
  secondDialsAfter: fc.nat({ max: 3 }),
});

/** Plans: the plugins that are used, the text of the flow, and of what is done by its callers. */
export const plans = plan.map((given) => ({
  uses: usesOf(given),
  flow: flowOf(given),
  calls: callsOf(given),
  given,
}));

function usesOf({ steps: line, recording, metrics, meeting: room }) {
  const takesMessages = line.some(({ name, text }) => name === "menu" && text.includes("voiceMail"));
  return [
    "audioS3({ prompts, locales: { es: spanish } })",
    ...(metrics ? [made("metrics", { namespace: "Campaign" })] : []),
    ...(room?.attendees ? [room.attendees] : []),
    ...(recording ? [recording] : []),
    ...(room?.capture ? [room.capture] : []),
    // Only one of them may add a message to the call.
    ...line.filter(({ name }) => name !== "voiceMail" || !takesMessages).map(({ text }) => text),
    ...(room ? [room.pin, made("joinMeeting", joinOptions(room))] : []),
    'say({ name: "farewell", prompt: "goodbye" })',
  ];
}

/** Whoever can lock a meeting needs one that can be locked. */
const joinOptions = ({ attendees: controls = "", join: options }) =>
  /lock|usualKeys/.test(controls) ? { ...options, lockable: true } : options;

function flowOf(given) {
  const { meeting: room, locale: languages } = given;
  const bound = [...(room ? [room.directory] : []), ...(room?.guard ? [room.guard] : [])];
  return [
    `ivr(${languages})`,
    ...usesOf(given).map((use) => `.use(${use})`),
    ...(bound.length > 0 ? [`.bind(${bound.join(", ")})`] : []),
  ].join("\n      ");
}

function callsOf({ callers: [one, other], begins, meetIn, moves, secondDialsAfter }) {
  const comes = (name, setup, from, dials = `await ${name}.dial();`) => [
    `const ${name} = await simulation.caller(${setupOf(setup, from)});`,
    dials,
    ...(meetIn === undefined
      ? []
      : [`await getIn(${name}, ${code(meetIn)}${setup.ringsOff ? ", true" : ""});`]),
  ];
  const inTheMiddle = begins && `first.simulated.call.begin();\n  await first.wait(${begins});`;
  const at = other ? Math.min(secondDialsAfter, moves.length) : undefined;
  const done = moves.map(({ first, move }, index) => {
    const there = at !== undefined && index >= at;
    return `await ${move.replace("CALLER", first || !there ? "first" : "second")};`;
  });
  if (at !== undefined) done.splice(at, 0, ...comes("second", other, "+12065550103"));
  return [...comes("first", one, "+12065550102", inTheMiddle), ...done].map((text) => `  ${text}`).join("\n");
}

function setupOf({ to, sipHeaders, outbound, party }, from) {
  const numbers = outbound ? { from: to, to: from } : { from, to };
  return code({ ...numbers, sipHeaders, outbound, parties: raw(`() => (${party})`) });
}
