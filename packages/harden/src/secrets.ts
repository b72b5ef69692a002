import { hidden, type KnownSecrets, secretsOf } from "@switchhook/core/harness";
import type { InvocationEvent } from "@switchhook/core/wire";

/** What an event brings that nobody may print, with the digits and tokens that a handler keeps in its attributes. */
export function secretsIn(event: InvocationEvent): KnownSecrets {
  const { digits, numbers } = secretsOf(event);
  return { digits: [...digits, ...keptIn(event.CallDetails.TransactionAttributes)], numbers };
}

/** What is printed, without what is known to be secret, and without tokens that are named so. */
export const withoutSecrets = (text: string, known: KnownSecrets): string =>
  hidden(text, known).replace(quotedToken, "$1$2[redacted]$2").replace(bareToken, "$1[redacted]");

// A token in JSON, also within JSON, and in what Node shows of an object.
const quotedToken = /(token\\*["'`]?\s*[:=]\s*)(\\*["'`])(.+?)\2/gi;
// Without quotes it is told from a word by its length, and by what is no letter in it.
const bareToken = /(token\\*["'`]?[\s:=]+)(?=[\w+/=.-]*[0-9_=-])[\w+/=.-]{16,}/gi;

function keptIn(value: unknown, name = ""): string[] {
  if (typeof value === "number") return keptIn(`${value}`, name);
  if (typeof value === "string")
    return /token/i.test(name) || /^[0-9*#]+$/.test(value) ? [value] : keptIn(inJson(value));
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, entry]) => keptIn(entry, key))
    : [];
}

function inJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
