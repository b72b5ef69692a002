import type { Caller } from "../caller.js";

/** What of a call must not be written down, in each form in which it may be. */
export interface Secret {
  readonly what: string;
  readonly forms: readonly string[];
}

// Keys of a menu stand in every log as numbers.
const fewestDigits = 3;
// Fewer stand in logs by chance, as counts of bytes and milliseconds do.
const fewestOfNumber = 5;
const fewestOfNational = 7;
// Those of one and two digits; all others have three (ITU-T E.164).
const countryCode = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

/** What a log of the call must not hold. */
export const secretsOf = (caller: Caller): readonly Secret[] => [
  ...numbersOf(caller),
  ...caller.typed.all.map((keys) => ({ what: "digits that were typed", forms: formsOfKeys(keys) })),
  ...caller.simulated.responses
    .flatMap((answer) => joinTokens(answer))
    .map((token) => ({ what: "a join token", forms: [token] })),
];

/** Keys as a handler may write them down: digits alone, all or a part of them, and with what is between; none of too few. */
export function formsOfKeys(keys: string): readonly string[] {
  const parts = keys.split(/[*#]/);
  const digits = parts.join("");
  const between = keys.replace(/^[*#]+|[*#]+$/g, "");
  return digits.length < fewestDigits
    ? []
    : [...new Set([between, digits, ...parts.filter(({ length }) => length >= fewestDigits)])];
}

/**
 * The numbers of people: who calls, and everybody who is called. The other number of each leg is the IVR's own, or shows the
 * other party who calls (wire.md 3.11).
 */
function numbersOf({ simulated, trace }: Caller): readonly Secret[] {
  const { from, to, direction } = simulated.call.caller;
  const [human, own] = direction === "Inbound" ? [from, to] : [to, from];
  const called = trace.flatMap((entry) => (entry.kind === "dials" ? [entry.to] : []));
  return [
    { what: direction === "Inbound" ? "the caller's number" : "the number that was called", number: human },
    ...called.map((number) => ({ what: "the number that was called", number })),
  ]
    .filter(({ number }) => number !== own)
    .map(({ what, number }) => ({ what, forms: formsOfNumber(number) }));
}

/** A number without its plus, and without its country code; none of what is no number, such as `anonymous`. */
function formsOfNumber(number: string): readonly string[] {
  const [, plus, digits = ""] = /^(?:sips?:)?(\+?)(\d+)(?:@|$)/.exec(number) ?? [];
  if (digits.length < fewestOfNumber) return [];
  const national = plus ? digits.replace(countryCode, "") : "";
  return national.length < fewestOfNational ? [digits] : [digits, national];
}

/** The secrets of an answer: whoever has one can join the meeting. */
export const joinTokens = (answer: unknown): readonly string[] =>
  [...(JSON.stringify(answer) ?? "").matchAll(/"JoinToken":"([^"]{8,})"/g)].map(([, token]) => token ?? "");
