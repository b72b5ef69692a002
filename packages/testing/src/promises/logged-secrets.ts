import { standsIn } from "@switchhook/core/harness";
import type { Caller } from "../caller.js";
import type { LogCapture } from "../log-capture.js";
import type { Broken } from "./promises.js";
import { quoted } from "./quoted.js";
import { secretsOf } from "./secrets.js";

/** Which secrets of a call are in the log, of each kind the first, where it was written. */
export function loggedSecrets(caller: Caller, logs: readonly LogCapture[]): readonly Broken[] {
  const lines = logs.flatMap((log) => log.lines());
  const all = lines.map(({ text }) => text).join("\n");
  const secrets = secretsOf(caller);
  const found = secrets.flatMap(({ what, forms }) =>
    forms.filter((form) => standsIn(all, form)).map((form) => ({ what, form })),
  );
  const { transactionId } = caller.simulated.call;
  const kinds = [...new Set(found.map(({ what }) => what))];
  return kinds.flatMap((kind) => {
    const sought = found.filter(({ what }) => what === kind);
    const line = lines.find(({ text }) => sought.some(({ form }) => standsIn(text, form)));
    if (!line) return [];
    const { text, transaction, at } = line;
    const forms = secrets.flatMap((secret) => secret.forms);
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
