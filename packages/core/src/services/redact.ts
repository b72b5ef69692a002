import { IvrError } from "../errors.js";
import { once } from "../once.js";
import { type LogFields, type Logger, loggerOf } from "./logger.js";

const secretKeys = /digits|token|passcode|password|secret|authorization|^pin$/im;
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
  return loggerOf((level, message, given) => {
    try {
      const { hide, mayStandIn } = hiding();
      const fields = Object.assign({}, context, given);
      // Most lines have nothing to hide, which is found out about the whole line at once.
      const text = plainText(fields);
      if (text === undefined || secretKeys.test(text.keys) || mayStandIn(`${message}\n${text.all}`)) {
        sink[level](hide(message), redact(fields, hide, 0) as LogFields);
      } else {
        sink[level](message, fields);
      }
    } catch {
      // A log that cannot be written must not cost a caller the call.
    }
  });
}

/** A message of the service, which may quote what it refused: names are told, what looks like a token is not. */
export const withoutTokens = (message: string | undefined): string =>
  message?.replace(/(?=\S*[0-9_=-])\S{16,}/g, "[redacted]") ?? "no message";

/** A text with what is known to be secret taken out of it. */
export const hidden = (text: string, secrets: KnownSecrets): string => hider(secrets).hide(text);

/** Whether a secret is in a text, few digits only where they are no part of an id, a time, a fraction or a place in a file. */
export const standsIn = (text: string, secret: string): boolean =>
  secret.length < 6 ? fewDigits(secret).test(text) : text.includes(secret);

/** A text without a secret, wherever it `standsIn` it. */
export const withoutSecret = (text: string, secret: string): string =>
  text.replaceAll(secret.length < 6 ? fewDigits(secret) : secret, "[redacted]");

const fewDigits = (secret: string): RegExp =>
  new RegExp(`(?<![0-9a-f-]|[0-9][.:]|\\.[cm]?[jt]s:)${escaped(secret)}(?![0-9a-f-])`, "gi");

type Hide = (text: string) => string;

interface Hider {
  readonly hide: Hide;
  /** False only for a text that `hide` leaves as it is. */
  readonly mayStandIn: (text: string) => boolean;
}

function hider({ digits, numbers }: KnownSecrets): Hider {
  const typed = digits
    .flatMap((entry) => [entry, ...entry.split(/[*#]/)])
    // One or two keys are a menu choice, and would blot out every count in the log.
    .filter((entry) => entry.length > 2);
  const dialled = numbers
    .map((number) => number.replace(/^\+/, ""))
    .filter((number) => /^\d{5,}$/.test(number));
  const known = [...dialled, ...typed];
  const pattern = once(() => {
    const longestFirst = known.toSorted((one, other) => other.length - one.length).map(escaped);
    return new RegExp(`(?<![0-9A-Za-z])\\+?(?:${longestFirst.join("|")})(?![0-9A-Za-z])`, "g");
  });
  const hideKnown: Hide = (text) =>
    text.replace(pattern(), (found) =>
      dialled.includes(found.replace("+", "")) ? lastTwoDigits(found) : "[redacted]",
    );
  return {
    hide: (text) => (known.length === 0 ? text : hideKnown(text)).replace(phoneNumber, lastTwoDigits),
    mayStandIn: (text) => known.some((secret) => text.includes(secret)) || text.search(phoneNumber) >= 0,
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const plainTypes: readonly string[] = ["string", "number", "boolean", "undefined"];
const isPlain = (value: unknown): boolean => value === null || plainTypes.includes(typeof value);

/** What stands in an entry, a line each; undefined when there is more in it than plain values and lists of them. */
function plainText(fields: LogFields): { readonly keys: string; readonly all: string } | undefined {
  const keys = Object.keys(fields).join("\n");
  let all = keys;
  for (const value of Object.values(fields)) {
    if (Array.isArray(value) ? !value.every(isPlain) : !isPlain(value)) return undefined;
    all += `\n${Array.isArray(value) ? value.join("\n") : value}`;
  }
  return { keys, all };
}

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
