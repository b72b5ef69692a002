import { IvrError } from "../errors.js";
import { once } from "../once.js";
import type { LogFields, Logger, LogLevel } from "./logger.js";

const secretKeys = /digits|token|passcode|password|secret|authorization|^pin$/i;
const phoneNumber = /\+\d{6,15}/g;
const deepest = 8;

const lastTwoDigits = (number: string): string => `***${number.slice(-2)}`;

/** What the current invocation knows to be secret: its digits and its numbers, wherever they turn up. */
export interface KnownSecrets {
  readonly digits: readonly string[];
  readonly numbers: readonly string[];
}

/** The one place that takes secrets out of log entries: every entry of a call goes through it. */
export function redactingLogger(sink: Logger, secrets: () => KnownSecrets, context: LogFields = {}): Logger {
  // Made for the first entry: of the loggers of an invocation, most write nothing.
  const hiding = once(() => hider(secrets()));
  const hide: Hide = (text) => hiding()(text);
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      try {
        sink[level](hide(message), redact({ ...context, ...fields }, hide, 0) as LogFields);
      } catch {
        // A log that cannot be written must not cost a caller the call.
      }
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** A message of the service, which may quote what it refused: names are told, what looks like a token is not. */
export const withoutTokens = (message: string | undefined): string =>
  message?.replace(/(?=\S*[0-9_=-])\S{16,}/g, "[redacted]") ?? "no message";

/** A text with what is known to be secret taken out of it. */
export const hidden = (text: string, secrets: KnownSecrets): string => hider(secrets)(text);

/** Whether a secret is in a text, few digits only where they are no part of an id, a time or a fraction. */
export const standsIn = (text: string, secret: string): boolean =>
  secret.length < 6
    ? new RegExp(`(?<![0-9a-f-]|[0-9][.:])${escaped(secret)}(?![0-9a-f-])`, "i").test(text)
    : text.includes(secret);

type Hide = (text: string) => string;

function hider({ digits, numbers }: KnownSecrets): Hide {
  const typed = digits
    .flatMap((entry) => [entry, ...entry.split(/[*#]/)])
    // One or two keys are a menu choice, and would blot out every count in the log.
    .filter((entry) => entry.length > 2);
  const dialled = numbers
    .map((number) => number.replace(/^\+/, ""))
    .filter((number) => /^\d{5,}$/.test(number));
  const known = [...new Set([...dialled, ...typed])].sort((a, b) => b.length - a.length);
  if (known.length === 0) return (text) => text.replace(phoneNumber, lastTwoDigits);
  const pattern = new RegExp(`(?<![0-9A-Za-z])\\+?(?:${known.map(escaped).join("|")})(?![0-9A-Za-z])`, "g");
  return (text) =>
    text
      .replace(pattern, (found) =>
        dialled.includes(found.replace("+", "")) ? lastTwoDigits(found) : "[redacted]",
      )
      .replace(phoneNumber, lastTwoDigits);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function redact(value: unknown, hide: Hide, depth: number): unknown {
  if (typeof value === "string") return hide(value);
  if (typeof value === "number") return hide(`${value}`) === `${value}` ? value : hide(`${value}`);
  if (typeof value !== "object" || value === null) return value;
  if (depth > deepest) return "[too deep]";
  if (value instanceof Error) return describeError(value, hide, depth);
  if (Array.isArray(value)) return value.map((entry) => redact(entry, hide, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      hide(key),
      secretKeys.test(key) ? "[redacted]" : redact(entry, hide, depth + 1),
    ]),
  );
}

// Only what is known to be harmless: SDK errors carry whole requests and responses.
function describeError(error: Error, hide: Hide, depth: number): LogFields {
  return {
    name: error.name,
    message: hide(error.message),
    ...(error instanceof IvrError && { code: error.code, plugin: error.plugin, hint: error.hint }),
    ...(error.stack !== undefined && { stack: hide(error.stack) }),
    ...(error.cause !== undefined && { cause: redact(error.cause, hide, depth + 1) }),
  };
}
