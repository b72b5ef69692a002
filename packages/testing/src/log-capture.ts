import { AsyncLocalStorage } from "node:async_hooks";
import { format } from "node:util";
import type { LogFields, Logger, LogLevel } from "@switchhook/core";

export interface LogEntry {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
  /** The call whose event the handler was at work on. */
  readonly transaction: string | undefined;
}

/** An invocation at work, and what it has logged so far. */
interface Writing {
  readonly capture: LogCapture;
  readonly transaction: string;
  readonly entries: LogEntry[];
}

const writing = new AsyncLocalStorage<Writing>();
const levels = ["debug", "info", "log", "warn", "error"] as const;
type ConsoleLevel = (typeof levels)[number];
let watchers = 0;
let unwatched: readonly (readonly [ConsoleLevel, (typeof console)[ConsoleLevel]])[] = [];

/** Keeps what one handler logs, by its logger and on the console, and for which call. */
export class LogCapture {
  readonly entries: LogEntry[] = [];
  readonly logger: Logger = {
    debug: this.#at("debug"),
    info: this.#at("info"),
    warn: this.#at("warn"),
    error: this.#at("error"),
  };

  /** `shown`: whether what goes to the console is also seen there. */
  constructor(private readonly shown: boolean) {}

  /** Runs an invocation; answers what it has logged beside its result. */
  async during<T>(transaction: string, work: () => Promise<T>) {
    const at: Writing = { capture: this, transaction, entries: [] };
    watchConsole();
    try {
      return { result: await writing.run(at, work), entries: at.entries };
    } finally {
      unwatchConsole();
    }
  }

  /** All that was logged, as it would be read; errors with their messages and causes. */
  text(ofCall?: string): string {
    return this.entries
      .filter(({ transaction }) => ofCall === undefined || transaction === ofCall)
      .map(({ message, fields }) => `${message} ${JSON.stringify(fields, withErrors)}`)
      .join("\n");
  }

  #at(level: LogLevel) {
    return (message: string, fields: LogFields = {}): void => this.#take({ level, message, fields });
  }

  #take(logged: Omit<LogEntry, "transaction">): void {
    const at = writing.getStore();
    const entry = { ...logged, transaction: at?.transaction };
    this.entries.push(entry);
    at?.entries.push(entry);
  }

  /** Answers whether it is to be seen as well. */
  takeConsole(level: ConsoleLevel, all: readonly unknown[]): boolean {
    this.#take({ level, ...readLine(format(...all)) });
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
  unwatched = levels.map((level) => [level, console[level]] as const);
  for (const [level, write] of unwatched) {
    console[level] = (...all: unknown[]) => {
      const shown = writing.getStore()?.capture.takeConsole(level, all) ?? true;
      if (shown) write.apply(console, all);
    };
  }
}

function unwatchConsole(): void {
  watchers -= 1;
  if (watchers > 0) return;
  for (const [level, write] of unwatched) console[level] = write;
}

const withErrors = (_key: string, value: unknown): unknown =>
  value instanceof Error ? { message: value.message, stack: value.stack, cause: value.cause } : value;
