import {
  type Call,
  Clock,
  definePlugin,
  done,
  PromptStore,
  parseOptions,
  promptName,
} from "@switchhook/core";
import * as z from "zod/mini";

export interface GreetingVariant {
  /** Name of the prompt. */
  readonly prompt: string;
  /** Called numbers that it is for, in E.164; default: all. */
  readonly numbers?: readonly string[] | undefined;
  /** Time of day from which it is said, `HH:MM`; default `00:00`. */
  readonly from?: string | undefined;
  /** Time of day up to which it is said, `HH:MM`, itself excluded; before `from` it is that of the next day. Default: midnight. */
  readonly to?: string | undefined;
}

export interface GreetingOptions {
  /** Name of the prompt when no variant fits; default `welcome`. */
  readonly prompt?: string | undefined;
  /** Greetings for some calls; the first that fits is said. */
  readonly variants?: readonly GreetingVariant[] | undefined;
  /** Time zone of `from` and `to`, such as `Europe/Berlin`; required with them. */
  readonly timeZone?: string | undefined;
}

const timeOfDay = z
  .string()
  .check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 09:30"));

const optionsSchema = z
  .strictObject({
    prompt: z._default(promptName(), "welcome"),
    variants: z._default(
      z.array(
        z.strictObject({
          prompt: promptName(),
          numbers: z.optional(
            z
              .array(z.string().check(z.regex(/^\+[1-9]\d{1,14}$/, "must be a number such as +12065550101")))
              .check(z.minLength(1)),
          ),
          from: z.optional(timeOfDay),
          to: z.optional(timeOfDay),
        }),
      ),
      [],
    ),
    timeZone: z.optional(z.string().check(z.refine(isTimeZone, "must be a time zone such as Europe/Berlin"))),
  })
  .check(
    z.refine(({ variants, timeZone }) => timeZone !== undefined || !variants.some(hasTimes), {
      path: ["timeZone"],
      message: "must be given when a variant has times",
    }),
  );

type Times = Pick<GreetingVariant, "from" | "to">;

/** Greets the caller and does not wait: the prompt leaves in the same answer as what the next step asks. */
export const greeting = (options: GreetingOptions = {}) => {
  const { prompt, variants, timeZone } = parseOptions("greeting", optionsSchema, options);
  const format = timeZone === undefined ? undefined : formatOf(timeZone);
  const chosen = (call: Pick<Call, "legA">, clock: Clock): string => {
    // Without a time zone no variant has times, and one hour is as good as another.
    const now = format?.format(clock.now()) ?? "00:00";
    const fitting = variants.find(
      ({ numbers, ...times }) => (numbers?.includes(call.legA.to) ?? true) && isWithin(now, times),
    );
    return fitting?.prompt ?? prompt;
  };
  return definePlugin({
    name: "greeting",
    deps: { prompts: PromptStore, clock: Clock },
    prompts: [prompt, ...variants.map((variant) => variant.prompt)],
    step: {
      ask: ({ deps, call }) => done({}, [deps.prompts.play(chosen(call, deps.clock))]),
    },
  });
};

const hasTimes = ({ from, to }: Times): boolean => from !== undefined || to !== undefined;

// Times are of one length, so they are in the order of their letters.
function isWithin(now: string, { from = "00:00", to = "24:00" }: Times): boolean {
  return from < to ? from <= now && now < to : from <= now || now < to;
}

const formatOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

function isTimeZone(timeZone: string): boolean {
  try {
    return Boolean(formatOf(timeZone));
  } catch {
    return false;
  }
}
