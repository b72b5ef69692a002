import { gunzipSync } from "node:zlib";
import { csvRecords } from "./csv.js";

export type Json = Readonly<Record<string, unknown>>;

/** What was logged as JSON, and what is known of the invocation that logged it. */
export interface LoggedLine {
  readonly json: Json;
  /** Lambda's id of the invocation. */
  readonly requestId?: string;
  readonly stream?: string;
  /** Epoch milliseconds. */
  readonly time?: number;
}

type Origin = Omit<LoggedLine, "json">;

export const isJson = (given: unknown): given is Json =>
  typeof given === "object" && given !== null && !Array.isArray(given);

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const textOf = (log: string | Uint8Array): string =>
  typeof log === "string" ? log : (isGzip(log) ? gunzipSync(log) : Buffer.from(log)).toString("utf8");

const isGzip = (log: Uint8Array): boolean => log[0] === 0x1f && log[1] === 0x8b;

/** All JSON of a log, in the order of time: of an export of CloudWatch in any of its forms, or of lines of text. */
export function logLines(text: string): readonly LoggedLine[] {
  const whole = parsed(text);
  const records = whole === undefined ? csvRecords(text) : recordsOf(whole);
  return inTime(records ? records.flatMap((record) => ofRecord(record, {})) : ofText(text, {}));
}

/** The entries of an export; those of a query are lists of fields. */
function recordsOf(whole: unknown): readonly Json[] {
  const list = isJson(whole) ? (whole.events ?? whole.logEvents ?? whole.results ?? [whole]) : whole;
  if (!Array.isArray(list)) return [];
  const stream = isJson(whole) && whole.logStream !== undefined ? { logStream: whole.logStream } : {};
  return list.flatMap((one) => {
    if (isJson(one)) return [{ ...stream, ...one }];
    return Array.isArray(one)
      ? [Object.fromEntries(one.filter(isJson).map(({ field, value }) => [String(field), value]))]
      : [];
  });
}

/** What an entry holds: itself, or in its message another one, as an object or in words. */
function ofRecord(record: Json, around: Origin): readonly LoggedLine[] {
  const origin = { ...around, ...originOf(record) };
  const message = record["@message"] ?? record.message;
  const isWrapper = message !== undefined && record.event === undefined && record.answer === undefined;
  if (isWrapper && isJson(message)) return ofRecord(message, origin);
  if (isWrapper && typeof message === "string") return ofText(message, origin);
  return [{ ...origin, json: record }];
}

function originOf(record: Json): Origin {
  const requestId =
    record["@requestId"] ?? record.requestId ?? record.function_request_id ?? record.AWSRequestId;
  const stream = record["@logStream"] ?? record.logStreamName ?? record.logStream;
  const time = timeOf(record["@timestamp"] ?? record.timestamp);
  return {
    ...(typeof requestId === "string" && requestId !== "" && { requestId }),
    ...(typeof stream === "string" && stream !== "" && { stream }),
    ...(time !== undefined && { time }),
  };
}

function timeOf(given: unknown): number | undefined {
  if (typeof given === "number") return given;
  if (typeof given !== "string") return undefined;
  // Logs Insights writes a blank where ISO has a T, and no zone: it is UTC.
  const iso = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?$/.test(given)
    ? `${given.replace(" ", "T")}Z`
    : given;
  const time = /^\d+$/.test(iso) ? Number(iso) : Date.parse(iso);
  return Number.isNaN(time) ? undefined : time;
}

// JSON that was printed with indents goes on over so many lines at most.
const mostLines = 2000;
const beginsWithTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*/;

/** The JSON in lines of text, each from its first brace to the last, with words before it that say where it is from. */
function ofText(text: string, around: Origin): readonly LoggedLine[] {
  const lines = text.split("\n");
  const found: LoggedLine[] = [];
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at] ?? "";
    const brace = first.indexOf("{");
    if (brace < 0) continue;
    let json: unknown;
    let candidate = "";
    for (let end = at; end < Math.min(lines.length, at + mostLines); end++) {
      if (end > at && beginsWithTime.test(lines[end] ?? "")) break;
      candidate += `${end > at ? "\n" : ""}${(lines[end] ?? "").slice(end > at ? 0 : brace)}`;
      if (!candidate.trimEnd().includes("}", candidate.length - (lines[end]?.length ?? 0) - 1)) continue;
      json = parsed(candidate.slice(0, candidate.lastIndexOf("}") + 1));
      if (json === undefined) continue;
      at = end;
      break;
    }
    if (isJson(json)) found.push(...ofRecord(json, { ...around, ...originInWords(first.slice(0, brace)) }));
  }
  return found;
}

function originInWords(words: string): Origin {
  const [requestId] = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/.exec(words) ?? [];
  const [stream] = /\d{4}\/\d\d\/\d\d\/\S*\[[^\]]+\][0-9a-f]+/.exec(words) ?? [];
  const time = timeOf(beginsWithTime.exec(words)?.[0]);
  return {
    ...(requestId !== undefined && { requestId }),
    ...(stream !== undefined && { stream }),
    ...(time !== undefined && { time }),
  };
}

/** Queries answer the last first; of the same millisecond the order of the log is kept. */
function inTime(lines: readonly LoggedLine[]): readonly LoggedLine[] {
  if (lines.some(({ time }) => time === undefined)) return lines;
  const [first, last] = [lines[0]?.time ?? 0, lines.at(-1)?.time ?? 0];
  const forward = first > last ? lines.toReversed() : lines;
  return forward.toSorted((one, other) => (one.time ?? 0) - (other.time ?? 0));
}
