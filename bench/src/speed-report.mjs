const two = (value) => value.toFixed(2);
const one = (value) => value.toFixed(1);
const whole = (value) => value.toFixed(0);
// What comes out below the floor was not measured well enough for a ratio, and meets no goal.
const ratio = (value, by) => (value > 0 && by > 0 ? value / by : Number.NaN);

/** The section Speed of docs/proof.md: a table with ratios first, and where a goal is missed, what the missing is made of. */
export function speedReport({ cold, warm, growth, memory, aws, sizes, invocations }) {
  const over = (variant) => cold[variant].ms - cold.floor.ms;
  const cpuOver = (variant) => cold[variant].cpu - cold.floor.cpu;
  const us = (variant) => warm[variant].microseconds;
  const grown = (kind) => growth[kind].microseconds;
  const zod = sizes.fullZod ? "zod" : "zodMini";
  const perPlugin = (grown("plugins") - grown("small")) / 94;
  const line = us("middyLogged") - us("middy");
  const perThousand = (grown("state") - grown("small")) / 7;
  const fromPinToJoin = aws.open["the PIN"].operations;

  const rows = [
    {
      what: "cold: over the floor, against middy + zod parser",
      value: ratio(over("ours"), over("middy")),
      goal: { most: 1, text: "<= 1.00" },
      figures: `${one(over("ours"))} ms against ${one(over("middy"))} ms (processor: ${one(cpuOver("ours"))} against ${one(cpuOver("middy"))} ms); against middy + zod + Powertools' logger, for ours logs, too: ${two(ratio(over("ours"), over("middyLogged")))} (${one(over("middyLogged"))} ms); ask-sdk-core ${one(over("askSdk"))} ms, floor ${one(cold.floor.ms)} ms`,
      missed: `of ${one(over("ours"))} ms, ${zod === "zod" ? "zod" : "zod/mini"} before its first schema is ${one(over(zod))}, Powertools' logger with its line ${one(over("logger"))}, core with its container, zod and six empty plugins ${one(over("core"))}; the rest is the plugins: their options are checked before the first caller, and nearly all of their code runs for the first time. It is spread over all of it: to make the schemas takes a tenth; to compile what is loaded, twice the code of middy + zod, a fifth.`,
    },
    {
      what: "warm: an invocation, against middy + zod parser + Powertools' logger",
      value: us("ours") / us("middyLogged"),
      goal: { most: 0.7, text: "<= 0.70" },
      figures: `${two(us("ours"))} us against ${two(us("middyLogged"))} us (processor: ${two(warm.ours.cpu)} against ${two(warm.middyLogged.cpu)} us; middy + zod ${two(us("middy"))}, ask-sdk-core ${two(us("askSdk"))}, floor ${two(us("floor"))}); with metrics ${two(us("oursMetrics"))}, with spans of every call ${two(us("oursSpans"))}`,
      missed: `Powertools' line alone takes the peers ${one(line)} us of the ${one(0.7 * us("middyLogged"))} that the goal allows. Of our ${one(us("ours"))} us, the log line with its redaction is ${one(us("ours") - us("oursSilent"))}, core with one plugin that is addressed ${one(grown("small"))}: it compares the event with earlier deliveries, sets a deadline, reads and writes a checked state, and checks each action, of which the peers do the last in part. The rest is the six plugins. By a profile, zod is a sixth, which checks the event, the state, the results and the actions one schema after the other, as it is not compiled; the garbage collector a seventh; Powertools' logger a tenth; timers and signals of the deadlines a twelfth; and the container, for the prompts of the call's locale, a twentieth.`,
    },
    {
      what: "growth: 100 plugins against 6",
      value: grown("plugins") / grown("small"),
      goal: { most: 1.5, text: "<= 1.50" },
      figures: `${two(grown("plugins"))} us against ${two(grown("small"))} us`,
      missed: `a plugin that is not addressed costs ${two(perPlugin)} us.`,
    },
    {
      what: "growth: state at its limit",
      value: grown("state") / grown("small"),
      goal: { most: 2, text: "<= 2.00" },
      figures: `${two(grown("state"))} us with 7,000 characters`,
      missed: `1,000 characters cost ${two(perThousand)} us.`,
    },
    {
      what: "growth: 500 concurrent calls",
      value: grown("concurrent") / grown("small"),
      goal: { most: 1.15, text: "1.00, at most 0.15 above" },
      figures: `${two(grown("concurrent"))} us`,
      missed: `${two(grown("concurrent") - grown("small"))} us more than one call after the other.`,
    },
    {
      what: "bundle of apps/lambda without the AWS SDK",
      value: sizes.whole,
      unit: " KiB",
      show: whole,
      goal: { most: 160, text: "<= 160 KiB" },
      figures: `minified: zod ${whole(sizes.zod)}, Powertools ${whole(sizes.powertools)}, tsyringe and reflect-metadata ${whole(sizes.container)}, core ${whole(sizes.core)}, plugins ${whole(sizes.plugins)}`,
      missed: `${whole(sizes.whole - sizes.atStart)} KiB of it are loaded only where they are switched on: metrics, traces, recorded calls. Of all, zod, Powertools and the container are ${whole(sizes.zod + sizes.powertools + sizes.container)} KiB, which leaves ${whole(160 - sizes.zod - sizes.powertools - sizes.container)}; core and the plugins are ${whole(sizes.core + sizes.plugins)} KiB.`,
    },
    {
      what: "memory kept per call on a warm handler",
      value: memory.ours.kept,
      unit: " B",
      show: one,
      goal: { most: 8, text: "0, at most 8 B above" },
      figures: `after ${invocations.toLocaleString("en-US")} invocations; the floor, which keeps nothing, measures ${one(memory.floor.kept)} B. The answers of the last 1,000 calls are remembered for 30 s`,
      missed: `${one(memory.ours.kept - memory.floor.kept)} B more than the floor.`,
    },
    {
      what: "AWS calls from PIN to join, with a directory that asks nothing",
      value: fromPinToJoin.length,
      show: whole,
      goal: { most: 2, text: "2, or 1 where it serves" },
      figures: `${fromPinToJoin.join(", ")}; the one \`CreateMeetingWithAttendees\` does not serve: callers get into one meeting by sending its request token, and nothing documented says that it answers a second caller who sends that token with a place of his own`,
      missed: `${fromPinToJoin.join(", ")}.`,
    },
  ];

  const met = ({ value, goal }) => value <= goal.most;
  const table = [
    "| what | ratio or figure | goal | | in figures |",
    "|---|---|---|---|---|",
    ...rows.map((row) => {
      const figure = `${(row.show ?? two)(row.value)}${row.unit ?? ""}`;
      return `| ${row.what} | ${figure} | ${row.goal.text} | ${met(row) ? "met" : "**not met**"} | ${row.figures} |`;
    }),
  ].join("\n");
  const missed = rows.filter((row) => !met(row)).map(({ what, missed }) => `- ${what}: ${missed}`);
  return [
    table,
    ...(missed.length > 0 ? [`What the goals that are not met are missed by:\n\n${missed.join("\n")}`] : []),
    `What the deployed app asks AWS for at each event, counted on loopback, by its meeting directory:\n\n${awsTable(aws)}`,
    awsOrder,
  ].join("\n\n");
}

const awsOrder = `Each waits for the one before it, because it needs it: the item of a PIN names that of its meeting, a guess is judged when it is known to be
right or wrong, it counts for all callers together only if its caller is not blocked, and a meeting is created for nobody who may not pass. A right
PIN goes the same way as a wrong one, so that the time does not tell.`;

function awsTable(aws) {
  const directories = Object.keys(aws);
  // To the open directory there is no wrong PIN: the others have all events.
  const events = [...new Set(Object.values(aws).reverse().flatMap(Object.keys))];
  const cell = (asked) => {
    if (!asked) return "";
    const { operations, roundTrips, retries } = asked;
    if (operations.length === 0) return "nothing";
    const again = retries > 0 ? `, ${retries} tried again` : "";
    return `${operations.join(", ")}: ${roundTrips} round trip${roundTrips === 1 ? "" : "s"}${again}`;
  };
  return [
    `| event | ${directories.join(" | ")} |`,
    `|---|${"---|".repeat(directories.length)}`,
    ...events.map((event) => `| ${event} | ${directories.map((one) => cell(aws[one][event])).join(" | ")} |`),
  ].join("\n");
}
