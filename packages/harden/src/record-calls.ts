// An entry of its own: of a package that is imported only when it is needed bundlers take everything, and the guards are most of it.
import { createHmac, randomBytes } from "node:crypto";
import { consoleLogger, type Logger, parseOptions } from "@switchhook/core";
import { callHandler, type LambdaHandler } from "@switchhook/core/call-handler";
import { readCallState, secretsOf } from "@switchhook/core/harness";
import type { InvocationEvent } from "@switchhook/core/wire";
import * as z from "zod/mini";
import type { AnyHandler } from "./options.js";
import { readEvent } from "./read-event.js";

export interface RecordOptions {
  /**
   * What the stand-ins of digits and numbers are made with, 16 characters or more and a secret: with the same key the same
   * digits have the same stand-in in every process. Default: one that each process makes for itself.
   */
  readonly key?: string | undefined;
  /** Default: JSON lines on the console. */
  readonly logger?: Logger;
}

const optionsSchema = z.strictObject({
  key: z.optional(z.string().check(z.minLength(16))),
  logger: z._default(
    z.custom<Logger>((given) => typeof given === "object" && given !== null),
    () => consoleLogger,
  ),
});

interface Context {
  readonly awsRequestId?: string;
}

/**
 * Logs each event with its answer, for `switchhook-replay`: digits, numbers and tokens have stand-ins of their form, so that what
 * is logged can be replayed. Wrong options are `IVR_OPTIONS_INVALID`.
 */
export function recordCalls(
  handler: AnyHandler,
  options: RecordOptions = {},
): (event: unknown, context?: Context) => Promise<unknown> {
  const { key, logger } = parseOptions("record-calls", optionsSchema, options);
  const standIns = new StandIns(key ?? randomBytes(32));
  const run = (event: unknown, context: unknown) => callHandler(handler as LambdaHandler, event, context);
  return async function handle(event, context) {
    const read = readEvent(event);
    if (!read) return run(event, context);
    const sent: unknown = structuredClone(event);
    const answer = await run(event, context);
    try {
      const { awsRequestId: requestId } = context ?? {};
      logger.info("recorded", {
        ...(requestId !== undefined && { requestId }),
        ...standIns.replaced({ event: sent, answer }, knownIn(read, answer)),
      });
    } catch (error) {
      // What cannot be recorded must not cost a caller the call; the values stay out of the log.
      logger.warn("the call could not be recorded", {
        error: error instanceof Error ? error.name : typeof error,
      });
    }
    return answer;
  };
}

interface Known {
  readonly digits: readonly string[];
  readonly tokens: readonly string[];
}

/** The secrets of an invocation. */
function knownIn(event: InvocationEvent, answer: unknown): Known {
  const { TransactionAttributes } = (answer ?? {}) as Pick<
    InvocationEvent["CallDetails"],
    "TransactionAttributes"
  >;
  const states = [event.CallDetails.TransactionAttributes, TransactionAttributes].map((attributes) =>
    readCallState(attributes ?? undefined),
  );
  const known = [undefined, ...states].map((state) => secretsOf(event, state));
  const typed = known
    .flatMap(({ digits }) => digits)
    .flatMap((entry) => entry.split(/[*#]/))
    // One or two keys are a choice in a menu, as in the log.
    .filter((entry) => /^\d{3,}$/.test(entry));
  const numbers = known.flatMap((one) => one.numbers).flatMap((number) => /\d{5,}/.exec(number) ?? []);
  return { digits: [...typed, ...numbers], tokens: [...tokensIn(event), ...tokensIn(answer)] };
}

const tokensIn = (value: unknown): readonly string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    typeof one === "string" ? (/token/i.test(name) ? [one] : []) : tokensIn(one),
  );
};

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What stands for secrets in a log: the same for the same, of the same form, and nothing that could be read back. */
class StandIns {
  constructor(private readonly key: string | Buffer) {}

  /** The value, with what is known, and every phone number, replaced in all its texts. */
  replaced<T>(value: T, known: Known): T {
    const secrets = [...new Set([...known.tokens, ...known.digits])]
      .filter((secret) => secret !== "")
      .sort((one, other) => other.length - one.length);
    const tokens = new Set(known.tokens);
    const pattern = new RegExp(
      [...secrets.map((secret) => `(?<![0-9A-Za-z])${escaped(secret)}(?![0-9A-Za-z])`), "\\+\\d{6,15}"].join(
        "|",
      ),
      "g",
    );
    const standIn = (secret: string) => (tokens.has(secret) ? this.#ofToken(secret) : this.#ofDigits(secret));
    const inside = (one: unknown): unknown => {
      if (typeof one === "string") return uuid.test(one) ? one : one.replace(pattern, standIn);
      if (Array.isArray(one)) return one.map(inside);
      if (typeof one !== "object" || one === null) return one;
      return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, inside(inner)]));
    };
    return inside(value) as T;
  }

  /** As many digits, the first not a zero; the plus of a number stays. */
  #ofDigits(secret: string): string {
    const bare = secret.replace("+", "");
    const bytes = createHmac("sha512", this.key).update(bare).digest();
    const digits = Array.from(
      bare,
      (_, index) => ((bytes[index % bytes.length] ?? 0) % (index === 0 ? 9 : 10)) + (index === 0 ? 1 : 0),
    );
    return `${secret.startsWith("+") ? "+" : ""}${digits.join("")}`;
  }

  #ofToken(secret: string): string {
    return `token-0${createHmac("sha256", this.key).update(secret).digest("base64url")}`;
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
