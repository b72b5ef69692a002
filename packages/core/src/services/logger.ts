import { token } from "./services.js";

export type LogFields = Readonly<Record<string, unknown>>;
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Where log entries go; core redacts them before they get here. */
export type Logger = {
  readonly [level in LogLevel]: (message: string, fields?: LogFields) => void;
};

export const Logger = token<Logger>("Logger");

const line =
  (level: LogLevel) =>
  (message: string, fields: LogFields = {}): void =>
    console[level](JSON.stringify({ level, message, ...fields }));

/** One JSON line an entry on the console: the default until an app binds its own. */
export const consoleLogger: Logger = {
  debug: line("debug"),
  info: line("info"),
  warn: line("warn"),
  error: line("error"),
};

/** No log at all, for tests and tools. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
