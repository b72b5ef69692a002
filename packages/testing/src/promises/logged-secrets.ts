import { standsIn } from "@switchhook/core/harness";
import type { Caller } from "../caller.js";
import type { LogCapture } from "../log-capture.js";
import type { Broken } from "./promises.js";
import { quoted } from "./quoted.js";
import { secretsOf } from "./secrets.js";

/** Which secrets of a call are in the log, of each kind the first, where it was written; the line is quoted without anybody's. */
export function loggedSecrets(
  caller: Caller,
  logs: readonly LogCapture[],
  others: readonly Caller[],
): readonly Broken[] {
  const lines = logs.flatMap((log) => log.lines());
  const all = lines.map(({ text }) => text).join("\n");
  const inLog = (forms: readonly string[]) =>
    forms.flatMap((form) => [form, ...spacedIn(all, form)]).filter((form) => standsIn(all, form));
  const found = secretsOf(caller).flatMap(({ what, forms }) => inLog(forms).map((form) => ({ what, form })));
  const { transactionId } = caller.simulated.call;
  if (found.length === 0) return [];
  const forms = [caller, ...others].flatMap(secretsOf).flatMap((secret) => inLog(secret.forms));
  const kinds = [...new Set(found.map(({ what }) => what))];
  return kinds.flatMap((kind) => {
    const sought = found.filter(({ what }) => what === kind);
    const line = lines.find(({ text }) => sought.some(({ form }) => standsIn(text, form)));
    if (!line) return [];
    const { text, transaction, at } = line;
    return [
      {
        promise: "no-secret-in-logs" as const,
        what: `the log has ${kind}: ${quoted(text, forms)}`,
        // Another call may have logged it, and that has a trace of its own.
        at: transaction === transactionId && at !== undefined ? at : caller.trace.length,
      },
    ];
  });
}

// Of fewer digits, what is between them is chance.
const fewestSpaced = 7;

/** How digits stand in a text with what people put between them: `(206) 555-0142`. */
function spacedIn(text: string, digits: string): readonly string[] {
  if (digits.length < fewestSpaced || !/^\d+$/.test(digits)) return [];
  const spaced = new RegExp(`(?<!\\d)${[...digits].join("[ ().-]{0,2}")}(?!\\d)`, "g");
  return [...text.matchAll(spaced)].map(([found]) => found);
}
