import type { LogFields, Logger } from "@switchhook/core";

export interface LogEntry {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

/** A logger that keeps what it is given. */
export class LogCapture {
  readonly entries: LogEntry[] = [];
  readonly logger: Logger = {
    debug: this.#at("debug"),
    info: this.#at("info"),
    warn: this.#at("warn"),
    error: this.#at("error"),
  };

  #at(level: string) {
    return (message: string, fields: LogFields = {}): void =>
      void this.entries.push({ level, message, fields });
  }

  /** All that was logged, as it would be read; errors with their messages and causes. */
  text(from = 0): string {
    return this.entries
      .slice(from)
      .map(({ message, fields }) => `${message} ${JSON.stringify(fields, withErrors)}`)
      .join("\n");
  }

  /** Also what a handler that is not ours writes to the console, while it is at work. */
  async whileConsole<T>(work: () => Promise<T>): Promise<T> {
    const levels = ["debug", "info", "log", "warn", "error"] as const;
    const before = levels.map((level) => [level, console[level]] as const);
    for (const [level, write] of before) {
      console[level] = (...all: unknown[]) => {
        this.entries.push({ level, message: all.map(String).join(" "), fields: { all } });
        write.apply(console, all);
      };
    }
    try {
      return await work();
    } finally {
      for (const [level, write] of before) console[level] = write;
    }
  }
}

const withErrors = (_key: string, value: unknown): unknown =>
  value instanceof Error ? { message: value.message, stack: value.stack, cause: value.cause } : value;
