import { token } from "./services.js";

export type LogFields = Readonly<Record<string, unknown>>;
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Where log entries go; core redacts them before they get here. */
export type Logger = {
  readonly [level in LogLevel]: (message: string, fields?: LogFields) => void;
};

export const Logger = token<Logger>("Logger");

type Write = (level: LogLevel, message: string, fields: LogFields) => void;
type Level = Logger[LogLevel];

/** A logger of one function for all levels, each made when it is used: of the loggers of an invocation most write nothing. */
export const loggerOf = (write: Write): Logger => new LoggerOf(write);

class LoggerOf implements Logger {
  readonly #write: Write;

  constructor(write: Write) {
    this.#write = write;
  }

  get debug(): Level {
    return this.#at("debug");
  }
  get info(): Level {
    return this.#at("info");
  }
  get warn(): Level {
    return this.#at("warn");
  }
  get error(): Level {
    return this.#at("error");
  }

  #at(level: LogLevel): Level {
    return (message, fields = {}) => this.#write(level, message, fields);
  }
}

/** One JSON line an entry on the console: the default until an app binds its own. */
export const consoleLogger: Logger = loggerOf((level, message, fields) =>
  console[level](JSON.stringify({ level, message, ...fields })),
);

/** No log at all, for tests and tools. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
