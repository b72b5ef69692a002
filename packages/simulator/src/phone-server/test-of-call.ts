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
    'import { simulate } from "@switchhook/testing";',
    'import "@switchhook/testing/matchers";',
    'import { expect, it } from "vitest";',
    "// Where the handler is that the call was made to.",
    'import { handler } from "../src/handler.js";',
    "",
    `it(${JSON.stringify(`a call from ${summary.from} to ${summary.to}`)}, async () => {`,
    "  const call = await simulate(handler).dial({",
    `    from: ${JSON.stringify(summary.from)},`,
    `    to: ${JSON.stringify(summary.to)},`,
    "  });",
    ...deedsOf(trace).map((line) => `  ${line}`),
    ...(heard.length > 0
      ? [`  expect(call).toHear(${heard.map((one) => JSON.stringify(one)).join(", ")});`]
      : []),
    ...(joined ? ["  expect(call).toJoinMeeting();"] : []),
    "  expect(call).toEnd();",
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
    if (typed !== "") lines.push(`await call.press(${JSON.stringify(typed)});`);
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
      lines.push(`await call.update(${JSON.stringify(ActionData?.Parameters?.Arguments ?? {})});`);
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
