import { isJson, type Json, type LoggedLine, logLines, parsed, textOf } from "./log-lines.js";

/** An event that was sent, and what was answered. */
export interface LoggedExchange {
  readonly event: Readonly<Record<string, unknown>>;
  readonly answer: unknown;
}

interface Open {
  readonly event: Json;
  answer: Json | undefined;
  /** Whether the id of its invocation is known. */
  readonly invoked: boolean;
  readonly stream: string | undefined;
}

/**
 * Reads the events and answers of a log: a call that the phone's page has saved, JSON lines, or an export of CloudWatch in any of
 * its forms, also gzipped. Whatever is neither is left out, an answer that could be that of several events, too.
 */
export function readLog(log: string | Uint8Array): readonly LoggedExchange[] {
  const text = textOf(log);
  const saved = parsed(text);
  const lines =
    isJson(saved) && saved.switchhookCall === 1 ? ofSavedCall(saved.entries) : forwards(logLines(text));
  const events = new LoggedEvents();
  for (const line of lines) {
    const { event, answer } = partsOf(line.json);
    const open = event ? events.take(event, line) : answer && events.ownerOf(answer, line);
    if (open && answer) open.answer ??= answer;
  }
  return events.all.map(({ event, answer }) => ({ event, answer }));
}

/** Queries answer the last first; where all lines have one time, or none, the events of a call say so by their numbers. */
function forwards(lines: readonly LoggedLine[]): readonly LoggedLine[] {
  if (lines.some(({ time }) => time !== lines[0]?.time)) return lines;
  const last = new Map<unknown, number>();
  const steps = lines.flatMap(({ json }) => {
    const { event } = partsOf(json);
    if (!event) return [];
    const [call, sequence] = [transactionOf(event), Number(event.Sequence)];
    const step = sequence - (last.get(call) ?? sequence);
    last.set(call, sequence);
    return [step];
  });
  // An event that came again steps back, too; then others go on.
  const isBackwards = steps.some((step) => step < 0) && !steps.some((step) => step > 0);
  return isBackwards ? lines.toReversed() : lines;
}

function partsOf(json: Json): { readonly event?: Json | undefined; readonly answer?: Json | undefined } {
  if (isEvent(json)) return { event: json };
  const event = [json.event, json.Event].find(isEvent) as Json | undefined;
  const answer = [json.answer, json.response, json.Response, json].find(isAnswer) as Json | undefined;
  return { event, answer };
}

const isEvent = (given: unknown): boolean => isJson(given) && typeof given.InvocationEventType === "string";
const isAnswer = (given: unknown): boolean =>
  isJson(given) && !isEvent(given) && (Array.isArray(given.Actions) || given.SchemaVersion !== undefined);

/** The events of a log, each once, and which of them an answer is to. */
class LoggedEvents {
  readonly all: Open[] = [];
  readonly #byName = new Map<string, Open>();
  readonly #byRequest = new Map<string, Open>();
  readonly #calls = new Set<unknown>();

  /** The service delivers an event again that was not answered in time, and that is no other event. */
  take(event: Json, { requestId, stream }: LoggedLine): Open {
    const name = JSON.stringify([transactionOf(event), event.Sequence, event.InvocationEventType]);
    const known = this.#byName.get(name);
    const open = known ?? { event, answer: undefined, invoked: requestId !== undefined, stream };
    if (!known) this.all.push(open);
    this.#byName.set(name, open);
    this.#calls.add(transactionOf(event));
    if (requestId !== undefined) this.#byRequest.set(requestId, open);
    return open;
  }

  /** By the invocation, else by the log stream, the transaction, or the leg that the answer names. */
  ownerOf(answer: Json, { json, requestId, stream }: LoggedLine): Open | undefined {
    const invoked = requestId === undefined ? undefined : this.#byRequest.get(requestId);
    if (invoked) return invoked;
    const open = this.all.filter(
      (one) => one.answer === undefined && !(requestId !== undefined && one.invoked),
    );
    const beside = stream === undefined ? [] : open.filter((one) => one.stream === stream);
    if (beside.length > 0) return beside.at(-1);
    const transaction = json.transaction ?? json.transactionId ?? json.TransactionId;
    const words = JSON.stringify(answer);
    const candidates =
      transaction === undefined
        ? open.filter(({ event }) => legsOf(event).some((leg) => words.includes(leg)))
        : open.filter(({ event }) => transactionOf(event) === transaction);
    // Of one call alone the events come one after the other.
    return candidates.at(-1) ?? (this.#calls.size === 1 || open.length === 1 ? open.at(-1) : undefined);
  }
}

const detailsOf = ({ CallDetails }: Json): Json => (isJson(CallDetails) ? CallDetails : {});
const transactionOf = (event: Json): unknown => detailsOf(event).TransactionId;
const legsOf = (event: Json): readonly string[] => {
  const { Participants } = detailsOf(event);
  return (Array.isArray(Participants) ? Participants : []).flatMap((one) =>
    isJson(one) && typeof one.CallId === "string" ? [one.CallId] : [],
  );
};

function ofSavedCall(entries: unknown): readonly LoggedLine[] {
  if (!Array.isArray(entries)) return [];
  const happened = entries.flatMap((one) => (isJson(one) && isJson(one.entry) ? [one.entry] : []));
  return happened.flatMap((entry) => {
    if (entry.kind === "event" && isJson(entry.event)) return [{ json: entry.event }];
    return entry.kind === "answer" && isJson(entry.response) ? [{ json: entry.response }] : [];
  });
}
