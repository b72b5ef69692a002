import type { TraceEntry } from "@switchhook/simulator";

/** Keys that follow one another faster than this are one entry of the caller. */
export const pauseMs = 1500;

/**
 * What was typed in a call: each run of keys, and what the handler was told of them, as it gets slow keys in one. Of these,
 * `secretly` are those that have a secret key in them.
 */
export function typedKeys(trace: readonly TraceEntry[], isSecret: (at: number) => boolean) {
  const runs: string[] = [];
  const told: { readonly keys: string; readonly secretly: boolean }[] = [];
  let last = Number.NEGATIVE_INFINITY;
  let secretly = false;
  for (const [at, entry] of trace.entries()) {
    if (entry.kind === "key") {
      if (entry.at - last > pauseMs) runs.push("");
      last = entry.at;
      runs[runs.length - 1] += entry.key;
      secretly ||= isSecret(at);
    }
    const keys = entry.kind === "event" ? receivedIn(entry.event) : "";
    if (keys === "") continue;
    told.push({ keys, secretly });
    secretly = false;
  }
  return {
    all: [...new Set([...runs, ...told.map(({ keys }) => keys)])],
    secretly: told.flatMap((entry) => (entry.secretly ? [entry.keys] : [])),
  };
}

function receivedIn(event: object): string {
  const { ActionData } = event as { ActionData?: { ReceivedDigits?: unknown } };
  return typeof ActionData?.ReceivedDigits === "string" ? ActionData.ReceivedDigits : "";
}
