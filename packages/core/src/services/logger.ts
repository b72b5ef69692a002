import { IvrError } from "../errors.js";
import { token } from "./services.js";

export type LogFields = Readonly<Record<string, unknown>>;
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Where log entries go; core redacts them before they get here. */
export type Logger = {
  readonly [level in LogLevel]: (message: string, fields?: LogFields) => void;
};

export const Logger = token<Logger>("Logger");

type Write = (level: LogLevel, message: string, fields: LogFields) => void;

/** A logger of one function for all levels, which are its own: whoever changes one of them spreads the others. */
export function loggerOf(write: Write): Logger {
  const at =
    (level: LogLevel): Logger[LogLevel] =>
    (message, fields = {}) =>
      write(level, message, fields);
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** The levels that a logger has no function for. */
export const missingLevels = (logger: Logger): LogLevel[] =>
  levels.filter((level) => typeof logger[level] !== "function");

const levels: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** At cold start: an entry that cannot be written costs nobody the call, and so would be missed by nobody. */
export function checkLogger(logger: Logger): void {
  const missing = missingLevels(logger);
  if (missing.length === 0) return;
  throw new IvrError("IVR_SERVICE_INVALID", `the Logger lacks ${missing.join(", ")}`, {
    hint: "Give it the functions debug, info, warn and error; spreading an object copies no methods of its class.",
  });
}

/** One JSON line an entry on the console: the default until an app binds its own. */
export const consoleLogger: Logger = loggerOf((level, message, fields) =>
  console[level](JSON.stringify({ level, message, ...fields })),
);

/** No log at all, for tests and tools. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
