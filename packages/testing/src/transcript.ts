import { callTime, describeEntry, type TraceEntry } from "@switchhook/simulator";
import { pauseMs } from "./typed-keys.js";

export interface TranscriptOptions {
  /** Marks the line of this place in the trace, else the last one before it, else the first. */
  readonly mark?: number | undefined;
  /** Leaves out what differs from run to run, so that a transcript can be kept and compared. Default false. */
  readonly stable?: boolean;
}

interface Line {
  readonly at: number;
  readonly entry: number;
  text: string;
}

/** A call as people read it: what was heard, typed and done, with the time since it began. */
export function transcriptOf(
  trace: readonly TraceEntry[],
  { mark, stable = false }: TranscriptOptions = {},
): string {
  const began = trace[0]?.at ?? 0;
  const lines: Line[] = [];
  let typed: { line: Line; at: number; leg: string } | undefined;
  for (const [entry, happened] of trace.entries()) {
    if (happened.kind === "key") {
      const { at, key, leg } = happened;
      if (typed && typed.leg === leg && at - typed.at <= pauseMs) typed.line.text += ` ${key}`;
      else {
        const line = { at, entry, text: `☎  ${leg === "LEG-A" ? "" : `${leg}: `}${key}` };
        lines.push(line);
        typed = { line, at, leg };
      }
      typed.at = at;
      continue;
    }
    const text = describeEntry(happened, () => undefined);
    if (text === undefined) continue;
    typed = undefined;
    lines.push({ at: happened.at, entry, text: stable ? withoutIds(text) : text });
  }
  const before = mark === undefined ? undefined : lines.findLastIndex(({ entry }) => entry <= mark);
  const marked = before === -1 ? 0 : before;
  return lines
    .map(({ at, text }, index) => `${index === marked ? "▶ " : "  "}${callTime(at - began)}  ${text}`)
    .map((line) => (mark === undefined ? line.slice(2) : line))
    .join("\n");
}

const withoutIds = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "(id)")
    .replace(/in the meeting [0-9a-f]{8}/, "in a meeting")
    .replace(/\d{4}\/\d\d\/\d\d/, "(date)");
