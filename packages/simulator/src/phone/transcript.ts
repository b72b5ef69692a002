import type { LegTag } from "../engine/legs.js";
import type { Sound, TraceEntry } from "../engine/trace.js";

/** What a file of a bucket says, if that is known. */
export type DescribePrompt = (bucket: string, key: string) => string | undefined;

/** One line of what happens in a call, for people; undefined for what they need not see. */
export function describeEntry(entry: TraceEntry, describePrompt: DescribePrompt): string | undefined {
  switch (entry.kind) {
    case "event":
      return entry.delivery > 1 ? `↻  ${entry.event.InvocationEventType} is delivered again` : undefined;
    case "hears":
      return `♪  ${legged(entry.leg)}${said(entry.sound, describePrompt)}`;
    case "collects":
      return `?  ${legged(entry.leg)}waits ${entry.ms / 1000} s for ${digits(entry.min, entry.max)}${ends(entry.terminators)}`;
    case "tones":
      return `♪  ${legged(entry.leg)}tones ${entry.digits}`;
    case "dials":
      return `→  calls ${entry.to}, from ${entry.from}`;
    case "rings":
      return `●  ${entry.leg} rings`;
    case "bridged":
      return "●  the two parties hear each other";
    case "joined":
      return `●  in the meeting ${entry.meetingId.slice(0, 8)}`;
    case "muted":
      return entry.muted ? "●  muted" : "●  can be heard again";
    case "records":
      return (
        { running: "●  recording to ", paused: "●  recording paused: ", over: "●  recorded to " }[entry.is] +
        entry.location
      );
    case "bot":
      return entry.is === "talking" ? `●  talks with the bot ${entry.bot}` : "●  the bot is done";
    case "failed":
      return `!  ${entry.action} failed: ${entry.errorType}: ${entry.message}`;
    case "leg ended":
      if (entry.leg === "LEG-A") return undefined;
      return `●  ${entry.meeting ? "out of the meeting" : "the other party is gone"}: ${entry.why}`;
    case "call ended":
      return `■  call ended: ${entry.why}`;
    case "warning":
      return `${entry.severity === "error" ? "✗" : "!"}  ${entry.where ? `${entry.where}: ` : ""}${entry.text}${entry.page ? ` (developer guide: ${entry.page})` : ""}`;
    default:
      return undefined;
  }
}

const legged = (leg: LegTag): string => (leg === "LEG-A" ? "" : `${leg}: `);

function said(sound: Sound, describePrompt: DescribePrompt): string {
  if ("text" in sound) return `"${sound.text}" (spoken)`;
  const text = describePrompt(sound.bucket, sound.key);
  return text === undefined ? sound.key : `"${text}" (${sound.key})`;
}

const digits = (min: number, max: number): string =>
  `${min === max ? max : `${min} to ${max}`} digit${max === 1 ? "" : "s"}`;

const ends = (terminators: readonly string[]): string =>
  terminators.length === 0 ? "" : `, ended by ${terminators.join(" or ")}`;

/** Minutes and seconds of the call, `01:02.3`. */
export function callTime(ms: number): string {
  const tenths = Math.floor(ms / 100);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(tenths / 600))}:${two(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
}
