import type { TraceEntry } from "../../src/engine/trace.js";
import type { Entry } from "./state.js";

export type RowKind = "event" | "answer" | "sound" | "key" | "state" | "warning" | "error";

/** One line of the timeline. */
export interface Row {
  readonly index: number;
  readonly kind: RowKind;
  /** Who it is about, in a word or two. */
  readonly who: string;
  readonly text: string;
  /** A page of the developer guide. */
  readonly page?: string | undefined;
  /** Milliseconds since the call began. */
  readonly at: number;
}

/** What people read of an entry; undefined for what only belongs to another one. */
export function rowOf({ index, entry, text }: Entry, began: number): Row | undefined {
  const described = describe(entry, text);
  return described && { index, at: entry.at - began, ...described };
}

type Described = Omit<Row, "index" | "at">;

function describe(entry: TraceEntry, text: string | undefined): Described | undefined {
  switch (entry.kind) {
    case "event": {
      const { InvocationEventType, Sequence } = entry.event;
      const data = ("ActionData" in entry.event ? entry.event.ActionData : undefined) as
        | { Type?: string; ReceivedDigits?: string; ErrorType?: string }
        | undefined;
      const more = [data?.Type, data?.ErrorType, data?.ReceivedDigits && `“${data.ReceivedDigits}”`].filter(
        Boolean,
      );
      const again = entry.delivery > 1 ? ", delivered again" : "";
      return row("event", `event ${Sequence}`, [`${InvocationEventType}${again}`, ...more].join(" · "));
    }
    case "answer": {
      const actions = entry.response.Actions;
      const list =
        actions === undefined || actions === null
          ? "the list goes on"
          : actions.map(({ Type }) => Type).join(", ");
      return row("answer", "answer", `${list || "no actions"} · ${Math.round(entry.ms)} ms`);
    }
    case "hears": {
      const { sound } = entry;
      const said = "text" in sound ? (text ?? sound.text) : text;
      const file = "key" in sound ? sound.key : "spoken";
      const times = entry.repeat > 1 ? `, ${entry.repeat} times` : "";
      return row(
        "sound",
        hearer(entry.leg),
        said === undefined ? `${file}${times}` : `“${said}” (${file}${times})`,
      );
    }
    case "sound over":
    case "listens":
      return undefined;
    case "collects":
      return row(
        "state",
        hearer(entry.leg),
        `is asked for ${count(entry.min, entry.max)}${ends(entry.terminators)}, ${entry.ms / 1000} s`,
      );
    case "key":
      return row("key", presser(entry.leg), `${entry.key}${entry.heard ? "" : " (nobody listens)"}`);
    case "tones":
      return row("sound", hearer(entry.leg), `tones ${entry.digits}`);
    case "dials":
      return row("state", entry.leg, `calls ${entry.to}, from ${entry.from}`);
    case "rings":
      return row("state", entry.leg, "rings");
    case "answered":
      return row("state", entry.leg, "is answered");
    case "bridged":
      return row("state", "both legs", "hear each other");
    case "joined":
      return row("state", "caller", `is in the meeting ${entry.meetingId.slice(0, 8)}`);
    case "muted":
      return row("state", "meeting", entry.muted ? "muted" : "can be heard again");
    case "records":
      return row(
        "state",
        entry.leg,
        `${{ running: "is recorded to", paused: "recording paused:", over: "was recorded to" }[entry.is]} ${entry.location}`,
      );
    case "bot":
      return row("state", "bot", entry.is === "talking" ? `talks: ${entry.bot}` : "is done");
    case "voice focus":
      return row("state", entry.leg, `voice focus ${entry.on ? "on" : "off"}`);
    case "failed":
      return row("warning", entry.action, `failed: ${entry.errorType}: ${entry.message}`);
    case "leg ended":
      return row("state", entry.leg, `is over: ${entry.why}${entry.code ? ` (${entry.code})` : ""}`);
    case "call ended":
      return row("state", "call", `ended: ${entry.why}`);
    case "warning":
      return {
        ...row(entry.severity, entry.severity, `${entry.where ? `${entry.where}: ` : ""}${entry.text}`),
        page: entry.page,
      };
  }
}

const row = (kind: RowKind, who: string, text: string): Described => ({ kind, who, text });
const hearer = (leg: string): string => (leg === "LEG-A" ? "caller hears" : "LEG-B hears");
const presser = (leg: string): string => (leg === "LEG-A" ? "caller presses" : "LEG-B presses");
const count = (min: number, max: number): string =>
  min === max ? `${max} digit${max === 1 ? "" : "s"}` : `${min} to ${max} digits`;
const ends = (terminators: readonly string[]): string =>
  terminators.length > 0 ? ` ended by ${terminators.join(" or ")}` : "";

/** Minutes, seconds and tenths: `01:02.3`. */
export function callTime(ms: number): string {
  const tenths = Math.floor(Math.max(0, ms) / 100);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(tenths / 600))}:${two(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
}
