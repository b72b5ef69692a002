import { AsyncLocalStorage } from "node:async_hooks";
import { format } from "node:util";
import type { LogFields, Logger, LogLevel } from "@switchhook/core";

export interface LogEntry {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
  /** The call whose event the handler was at work on. */
  readonly transaction: string | undefined;
  /** After so many entries of that call's trace. */
  readonly at: number | undefined;
}

type LogLine = Pick<LogEntry, "transaction" | "at"> & { readonly text: string };

/** An invocation: of which call, and after how many entries of its trace it now is. */
interface Place {
  readonly transaction: string;
  readonly at: () => number;
}

/** An invocation at work, and what it has logged so far. */
interface Writing extends Place {
  readonly capture: LogCapture;
  readonly entries: LogEntry[];
  /** A logger is at work whose entry has been taken already. */
  readonly taken?: boolean;
}

const writing = new AsyncLocalStorage<Writing>();
const levels = ["debug", "info", "log", "warn", "error", "dir", "trace", "table"] as const;
type ConsoleLevel = (typeof levels)[number];
let watchers = 0;
let unwatch = (): void => {};

/** Keeps what one handler logs, by its logger, on the console and on stdout and stderr, and for which call. */
export class LogCapture {
  readonly entries: LogEntry[] = [];
  readonly #atWork = new Set<Writing>();
  readonly logger: Logger = {
    debug: this.#at("debug"),
    info: this.#at("info"),
    warn: this.#at("warn"),
    error: this.#at("error"),
  };

  /** `shown`: whether what goes to the console is also seen there. */
  constructor(private readonly shown: boolean) {}

  /** Another logger, of which everything is kept that it is told. */
  beside(own: Logger): Logger {
    const both = (level: LogLevel) => (message: string, fields?: LogFields) => {
      this.logger[level](message, fields);
      const now = writing.getStore();
      const write = () => own[level](message, fields);
      // What it prints is this entry once more.
      return now ? writing.run({ ...now, taken: true }, write) : write();
    };
    const has = (Object.keys(this.logger) as LogLevel[]).filter((level) => typeof own[level] === "function");
    return Object.fromEntries(has.map((level) => [level, both(level)])) as unknown as Logger;
  }

  /** Runs an invocation; answers what it has logged beside its result. */
  async during<T>(place: Place, work: () => Promise<T>) {
    const now: Writing = { ...place, capture: this, entries: [] };
    watchConsole();
    this.#atWork.add(now);
    try {
      return { result: await writing.run(now, work), entries: now.entries };
    } finally {
      this.#over(now);
    }
  }

  /** Gives the console back, also where a handler never answers. */
  close(): void {
    for (const now of this.#atWork) this.#over(now);
  }

  #over(now: Writing): void {
    if (this.#atWork.delete(now)) unwatchConsole();
  }

  /** What was logged, each entry as it would be read; errors with their messages and causes. */
  lines(ofCall?: string): readonly LogLine[] {
    return this.entries
      .filter(({ transaction }) => ofCall === undefined || transaction === ofCall)
      .map(({ message, fields, transaction, at }) => {
        const more = JSON.stringify(fields, withErrors);
        return { text: more === "{}" ? message : `${message} ${more}`, transaction, at };
      });
  }

  #at(level: LogLevel) {
    return (message: string, fields: LogFields = {}): void => this.#take({ level, message, fields });
  }

  #take(logged: Omit<LogEntry, "transaction" | "at">): void {
    const now = writing.getStore();
    const entry = { ...logged, transaction: now?.transaction, at: now?.at() };
    this.entries.push(entry);
    now?.entries.push(entry);
  }

  /** Answers whether it is to be seen as well. */
  takePrinted(level: ConsoleLevel, text: string): boolean {
    if (!writing.getStore()?.taken) this.#take({ level, ...readLine(text) });
    return this.shown;
  }
}

/** What an IVR that has its own logger writes is one JSON line an entry. */
function readLine(text: string): Pick<LogEntry, "message" | "fields"> {
  try {
    const { message, ...fields } = JSON.parse(text) as { message?: unknown };
    if (typeof message === "string") return { message, fields };
  } catch {
    // Words.
  }
  return { message: text, fields: {} };
}

/** The console is one for all handlers that are at work: whose line it is, the invocation says. */
function watchConsole(): void {
  watchers += 1;
  if (watchers > 1) return;
  const takesBack = [...levels.map(watchLevel), ...[process.stdout, process.stderr].map(watchStream)];
  unwatch = () => {
    for (const takeBack of takesBack) takeBack();
  };
}

function unwatchConsole(): void {
  watchers -= 1;
  if (watchers === 0) unwatch();
}

function watchLevel(level: ConsoleLevel): () => void {
  const write = console[level] as (...all: unknown[]) => void;
  console[level] = (...all: unknown[]) => {
    const shown = writing.getStore()?.capture.takePrinted(level, format(...all)) ?? true;
    // The console prints on a stream, where it would be taken once more.
    if (shown) writing.exit(() => write.apply(console, all));
  };
  return () => {
    console[level] = write;
  };
}

/** Loggers that have a console of their own print on the streams. */
function watchStream(stream: NodeJS.WriteStream): () => void {
  const { write } = stream;
  stream.write = ((...given: Parameters<typeof write>) => {
    const [text] = given;
    const shown = writing.getStore()?.capture.takePrinted("log", String(text)) ?? true;
    if (shown) return write.apply(stream, given);
    for (const one of given as unknown[]) if (typeof one === "function") one();
    return true;
  }) as typeof write;
  return () => {
    stream.write = write;
  };
}

const withErrors = (_key: string, value: unknown): unknown =>
  value instanceof Error ? { message: value.message, stack: value.stack, cause: value.cause } : value;
