import { standsIn } from "@switchhook/core/harness";
import type { Caller } from "../caller.js";
import type { LogCapture } from "../log-capture.js";
import type { Broken } from "./promises.js";
import { quoted } from "./quoted.js";
import { joinTokens, secretsOf } from "./secrets.js";

// Shorter values, and letters alone, are words that two calls may have in common, such as the name of an operation; four
// digits are a PIN.
const fewestCharacters = 6;
const isData = (value: string): boolean =>
  (value.length >= fewestCharacters && !/^[a-z]+$/i.test(value)) || /^\d{4,}$/.test(value);

/**
 * What a call has in its answers and its log that only another one can have brought along: its number, ids, join tokens, SIP
 * headers, arguments, or what was typed in it. Ids of meetings and attendees belong to all who are there.
 */
export function dataOfOtherCalls(
  caller: Caller,
  others: readonly Caller[],
  { log, shared }: { readonly log: LogCapture; readonly shared: ReadonlySet<string> },
): readonly Broken[] {
  const { transactionId } = caller.simulated.call;
  const own = ownValues(caller);
  const foreign = others
    .flatMap(broughtBy)
    .filter(({ value }) => isData(value))
    .filter(({ value }) => !shared.has(value) && !own.some((mine) => mine.includes(value)));
  if (foreign.length === 0) return [];
  const answers = caller.trace.flatMap((entry, at) =>
    entry.kind === "answer" ? [{ text: wordsOf(entry.response), at }] : [],
  );
  const lines = log.lines(transactionId);
  const values = [...foreign.map(({ value }) => value), ...secretsOf(caller).flatMap(({ forms }) => forms)];
  return [...new Set(foreign.map(({ what }) => what))].flatMap((what) => {
    const sought = foreign.filter((one) => one.what === what);
    const isThere = ({ text }: { readonly text: string }) =>
      sought.some(({ value }) => standsIn(text, value));
    const [answer, line] = [answers.find(isThere), lines.find(isThere)];
    const broken = (where: string, at: number) => ({
      promise: "no-data-of-another-call" as const,
      what: `${what} is in ${where}`,
      at,
    });
    return [
      ...(answer ? [broken("an answer", answer.at)] : []),
      ...(line ? [broken(`the log: ${quoted(line.text, values)}`, line.at ?? caller.trace.length)] : []),
    ];
  });
}

interface Brought {
  readonly what: string;
  readonly value: string;
}

/** What a call has told the IVR; a join token is the other way round, and still nobody else's. */
const broughtBy = (caller: Caller): readonly Brought[] => [
  ...toldBy(caller),
  ...caller.simulated.responses
    .flatMap(joinTokens)
    .map((value) => ({ what: "a join token of another call", value })),
];

function toldBy({ simulated, typed }: Caller): readonly Brought[] {
  const { call, events } = simulated;
  const named = (what: string, values: readonly string[]) =>
    [...new Set(values)].map((value) => ({ what, value }));
  const arguments_ = events.flatMap((event) => {
    const { Parameters } = ("ActionData" in event ? (event.ActionData ?? {}) : {}) as { Parameters?: object };
    const { Arguments = {} } = (Parameters ?? {}) as { Arguments?: Readonly<Record<string, string>> };
    return Object.entries(Arguments).flatMap(([name, value]) => (name === "command" ? [] : [value]));
  });
  const legs = events.flatMap(({ CallDetails }) => CallDetails.Participants.map(({ CallId }) => CallId));
  return [
    ...named("the number of another caller", [call.caller.from.replace(/^\+/, "")]),
    ...named("the transaction of another call", [call.transactionId]),
    ...named("the leg of another call", legs),
    ...named(
      "what was typed in another call",
      typed.all.flatMap((keys) => keys.split(/[*#]/)),
    ),
    ...named("a SIP header of another call", Object.values(call.caller.sipHeaders)),
    ...named("an argument of another call", arguments_),
  ];
}

/** All that is a call's own: what it was told, and the numbers that its legs have. */
const ownValues = (caller: Caller): readonly string[] => [
  ...toldBy(caller).map(({ value }) => value),
  ...caller.simulated.call.legs.flatMap(({ from, to }) => [from, to]),
];

/** An answer without its numbers, which say how long and how many. */
const wordsOf = (answer: object): string =>
  JSON.stringify(answer).replace(/:-?\d+(?:\.\d+)?(?=[,}\]])/g, ":0");
