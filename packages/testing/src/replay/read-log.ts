/** An event that was sent, and what was answered. */
export interface LoggedExchange {
  readonly event: Readonly<Record<string, unknown>>;
  readonly answer: unknown;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the events and answers of a log: a call that the phone's page has saved, JSON lines, or an export of CloudWatch in which
 * a line is an event or an answer, alone or with words around it. Whatever is neither is left out.
 */
export function readLog(text: string): readonly LoggedExchange[] {
  const saved = parsed(text);
  if (isJson(saved) && saved.switchhookCall === 1) return ofSavedCall(saved.entries);
  const found = Array.isArray(saved)
    ? saved.flatMap((one) => (isJson(one) ? [one] : []))
    : isJson(saved)
      ? [saved]
      : text.split("\n").flatMap(jsonIn);
  return paired(found.flatMap(unwrapped));
}

const isJson = (given: unknown): given is Json =>
  typeof given === "object" && given !== null && !Array.isArray(given);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON of a line, from its first brace to its last. */
function jsonIn(line: string): readonly Json[] {
  const [from, to] = [line.indexOf("{"), line.lastIndexOf("}")];
  if (from < 0 || to < from) return [];
  const json = parsed(line.slice(from, to + 1));
  return isJson(json) ? [json] : [];
}

// Exports of CloudWatch wrap what was logged, as `message` of an entry or in a list of them.
function unwrapped(entry: Json): readonly Json[] {
  for (const list of [entry.events, entry.logEvents]) {
    if (Array.isArray(list)) return list.flatMap((one) => (isJson(one) ? unwrapped(one) : []));
  }
  if (typeof entry.message === "string" && !isEvent(entry)) return jsonIn(entry.message).flatMap(unwrapped);
  const [event, answer] = [entry.event ?? entry.Event, entry.answer ?? entry.response ?? entry.Response];
  if (isJson(event) && isEvent(event)) return [event, ...(isJson(answer) ? [answer] : [])];
  if (isJson(answer) && isAnswer(answer)) return [answer];
  return [entry];
}

const isEvent = (given: Json): boolean => typeof given.InvocationEventType === "string";
const isAnswer = (given: Json): boolean =>
  given.InvocationEventType === undefined &&
  (Array.isArray(given.Actions) || given.SchemaVersion !== undefined);

function paired(lines: readonly Json[]): readonly LoggedExchange[] {
  const exchanges: { event: Json; answer: unknown }[] = [];
  for (const line of lines) {
    const last = exchanges.at(-1);
    if (isEvent(line)) exchanges.push({ event: line, answer: undefined });
    else if (isAnswer(line) && last && last.answer === undefined) last.answer = line;
  }
  return exchanges;
}

function ofSavedCall(entries: unknown): readonly LoggedExchange[] {
  if (!Array.isArray(entries)) return [];
  const happened = entries.flatMap((one) => (isJson(one) && isJson(one.entry) ? [one.entry] : []));
  return paired(
    happened.flatMap((entry) => {
      if (entry.kind === "event" && entry.delivery === 1 && isJson(entry.event)) return [entry.event];
      return entry.kind === "answer" && isJson(entry.response) ? [entry.response] : [];
    }),
  );
}
