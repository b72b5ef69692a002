import {
  type Apology,
  type Clock,
  consoleLogger,
  type Logger,
  parseOptions,
  systemClock,
} from "@switchhook/core";
import { defaultApology, missingLevels } from "@switchhook/core/harness";
import { speakDefinition } from "@switchhook/core/wire";
import * as z from "zod/mini";

/** What is guarded against, each by itself. */
export const guards = {
  deadline: "an answer that takes longer than `deadlineMs`: the service would send the event again after 5 s",
  exception: "a handler that throws: the service would hang up",
  "answer-form": "an answer that the service would refuse: repaired where its meaning is kept, else replaced",
  "dead-air": "an answer that leaves a live call with nothing to hear",
  "forgotten-leg": "a leg that is left up when the other one is gone",
  "endless-loop": "the same question or the same failure over and over",
  "event-form": "participants in another order, a Status on first events, failures in their other form",
  "repeated-event": "the same event delivered again: it gets the answer of the first",
  "other-call":
    "a leg of another call in an answer, or another caller's number as caller ID: nothing of it can be mended, so it is replaced",
  console: "digits, tokens and phone numbers on the console",
} as const;

export type Guard = keyof typeof guards;

/** `on`: guards; `report`: only says in the log what it would do; `off`: does not look. */
export type GuardMode = "on" | "report" | "off";

/** A handler as Lambda calls it: it answers, promises an answer, or calls back with it. */
export type AnyHandler = (event: never, context: never, callback: never) => unknown;

export interface TakeOver {
  /** What answers the calls that are taken over, such as an IVR. */
  readonly handler: (event: unknown, context?: never) => Promise<unknown>;
  /** Numbers, as `To` has them, whose calls are taken over. */
  readonly numbers?: readonly string[];
  /** Share of all other calls that begin, 0 to 1; a call is taken over for good or not at all. Default 0. */
  readonly share?: number;
}

export interface HardenOptions {
  /** Guards that are not `on`. */
  readonly guards?: { readonly [G in Guard]?: GuardMode };
  /** Milliseconds that an answer may take, 100 to 15,000; default 4,000. */
  readonly deadlineMs?: number;
  /** What a caller hears before being hung up when something is broken; default: a sentence in English. */
  readonly apology?: Apology;
  /** How often the same may be asked or fail in a row, 2 to 100; default 10. */
  readonly mostRepeats?: number;
  /** A flow that takes over part of the calls while the rest stays as it is. */
  readonly takeOver?: TakeOver;
  /** Default: JSON lines on the console. */
  readonly logger?: Logger;
  /** Default: the system's. */
  readonly clock?: Clock;
}

const mode = z.enum(["on", "report", "off"]);

const optionsSchema = z.strictObject({
  guards: z.prefault(
    z.strictObject(
      Object.fromEntries(Object.keys(guards).map((guard) => [guard, z._default(mode, "on")])) as Record<
        Guard,
        z.ZodMiniDefault<typeof mode>
      >,
    ),
    {},
  ),
  apology: z._default(
    z.custom<Apology>(
      (given) => speakDefinition.request().safeParse(given).success,
      "must be parameters of Speak",
    ),
    defaultApology,
  ),
  deadlineMs: z._default(z.int().check(z.minimum(100), z.maximum(15_000)), 4000),
  mostRepeats: z._default(z.int().check(z.minimum(2), z.maximum(100)), 10),
  takeOver: z.optional(
    z.strictObject({
      handler: z.custom<TakeOver["handler"]>((given) => typeof given === "function", "must be a handler"),
      numbers: z._default(z.array(z.string().check(z.minLength(1))), []),
      share: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0),
    }),
  ),
  logger: z._default(
    z.custom<Logger>(
      (given) => typeof given === "object" && given !== null && missingLevels(given as Logger).length === 0,
      "must have the functions debug, info, warn and error",
    ),
    consoleLogger,
  ),
  clock: z._default(
    z.custom<Clock>((given) => typeof given === "object" && given !== null),
    systemClock,
  ),
});
export type HardenSettings = z.output<typeof optionsSchema>;

export const readOptions = (options: HardenOptions): HardenSettings =>
  parseOptions("harden", optionsSchema, options);
