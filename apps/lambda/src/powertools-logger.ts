import { Logger as Powertools } from "@aws-lambda-powertools/logger";
import { type Binding, type LogFields, Logger, type LogLevel, value } from "@switchhook/core";
import type { Config } from "./config.js";

/** Binds the logger of Powertools for AWS Lambda; entries are redacted before they get to it. */
export function powertoolsLogger(level: Config["LOG_LEVEL"]): Binding {
  const powertools = new Powertools({ serviceName: "switchhook-dial-in", logLevel: level });
  const at =
    (name: LogLevel) =>
    (message: string, fields: LogFields = {}): void =>
      powertools[name](message, fields);
  return value(Logger, { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") });
}
