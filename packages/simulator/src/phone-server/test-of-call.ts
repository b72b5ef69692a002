import type { TraceEntry } from "../engine/trace.js";
import type { LoggedCall } from "./call-log.js";

// Keys that follow one another faster than this are one entry of the caller.
const pauseMs = 1500;

/** A call as a test: what the caller did, and what he heard, on virtual time. */
export function testOf({ summary, entries }: Pick<LoggedCall, "summary" | "entries">): string {
  const trace = entries.map(({ entry }) => entry);
  const heard = trace.flatMap((entry) =>
    entry.kind === "hears" && entry.leg === "LEG-A" ? [heardOf(entry)] : [],
  );
  const joined = trace.some(({ kind }) => kind === "joined");
  return [
    'import { simulateCall } from "@switchhook/simulator";',
    'import { expect, it } from "vitest";',
    "// Where the handler is that the call was made to.",
    'import { handler } from "../src/handler.js";',
    "",
    `it(${JSON.stringify(`a call from ${summary.from} to ${summary.to}`)}, async () => {`,
    "  const call = simulateCall({",
    "    handler,",
    `    setup: { from: ${JSON.stringify(summary.from)}, to: ${JSON.stringify(summary.to)} },`,
    "  });",
    "  await call.dial();",
    ...deedsOf(trace).map((line) => `  ${line}`),
    `  expect(call.heard).toEqual(${JSON.stringify(heard)});`,
    `  expect(call.problems).toEqual([]);`,
    ...(joined ? ['  expect(call.trace.some(({ kind }) => kind === "joined")).toBe(true);'] : []),
    "});",
    "",
  ].join("\n");
}

const heardOf = ({ sound }: Extract<TraceEntry, { kind: "hears" }>): string =>
  "text" in sound ? sound.text : (sound.key.split("/").at(-1) ?? sound.key).replace(/\.wav$/, "");

/** What the caller did, in the words of a simulated call. */
function deedsOf(trace: readonly TraceEntry[]): readonly string[] {
  const lines: string[] = [];
  let typed = "";
  let typedAt = 0;
  const flush = () => {
    if (typed !== "") lines.push(`await call.enter(${JSON.stringify(typed)});`);
    typed = "";
  };
  for (const entry of trace) {
    if (entry.kind === "key" && entry.leg === "LEG-A") {
      if (entry.at - typedAt > pauseMs) flush();
      typed += entry.key;
      typedAt = entry.at;
    }
    if (entry.kind === "event" && entry.event.InvocationEventType === "CALL_UPDATE_REQUESTED") {
      flush();
      const { ActionData } = entry.event as { ActionData?: { Parameters?: { Arguments?: object } } };
      lines.push(`call.call.update(${JSON.stringify(ActionData?.Parameters?.Arguments ?? {})});`);
      lines.push("await call.untilQuiet();");
    }
    if (entry.kind === "leg ended" && entry.leg === "LEG-A" && entry.why === "the caller hung up") {
      flush();
      lines.push("await call.hangUp();");
    }
  }
  flush();
  if (!lines.at(-1)?.includes("hangUp")) lines.push("await call.untilEnded();");
  return lines;
}
