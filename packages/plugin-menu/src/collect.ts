import {
  again,
  type Call,
  definePlugin,
  done,
  type Line,
  type Logger,
  type MaybePromise,
  type Plugin,
  PromptStore,
  parseOptions,
  type Resolved,
  type TokenMap,
} from "@switchhook/core";
import * as z from "zod/mini";
import {
  type Collecting,
  collectingPrompts,
  collectingShape,
  keyClashes,
  promptNames,
} from "./collecting.js";
import { type CollectingArgs, collectingStep } from "./collecting-step.js";
import { endingLine } from "./ending-line.js";

/** What a check of an entry receives. */
export interface CheckArgs<Deps extends TokenMap> {
  readonly call: Call;
  readonly deps: Resolved<Deps>;
  readonly log: Logger;
  /** Fires when the deadline of the invocation, 4 s, has come. */
  readonly signal: AbortSignal;
  readonly idempotencyKey: string;
}

export interface CollectOptions<Name extends string, Value extends z.core.$ZodType, Deps extends TokenMap>
  extends Collecting {
  /** Name of the step, and of the result that it adds to the call. Lower case with dashes. */
  readonly name: Name;
  /** The shape of the result; default: the digits as a string. */
  readonly value?: Value;
  /** Services that `check` receives. */
  readonly deps?: Deps;
  /** Makes the result of the digits; undefined for a wrong entry. Default: the digits. */
  readonly check?: (digits: string, args: CheckArgs<Deps>) => MaybePromise<z.input<Value> | undefined>;
  /** Whether the entry must not be recorded, such as the number of a card; default false. */
  readonly sensitive?: boolean;
  /**
   * Where callers go who ask for an operator, and those who could not be understood; the latter are hung up by default.
   * At the end of these lines the call ends, for what comes after the step needs what was to be entered.
   */
  readonly lines?: { readonly operator?: Line; readonly "gave-up"?: Line };
}

const optionsSchema = z
  .strictObject({
    name: z.string().check(z.regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, "must be lower case with dashes")),
    ...collectingShape,
    prompts: z.prefault(
      z.strictObject(collectingPrompts({ ask: "enter", invalid: "invalid", giveUp: "goodbye" })),
      {},
    ),
    sensitive: z._default(z.boolean(), false),
    lines: z.optional(
      z.strictObject({ operator: z.optional(z.unknown()), "gave-up": z.optional(z.unknown()) }),
    ),
  })
  .check(
    z.refine(({ operator, lines }) => (operator === undefined) === (lines?.operator === undefined), {
      path: ["operator"],
      message: "the key and the line of the operator go together",
    }),
    z.superRefine((settings, context) => {
      for (const { path, message } of keyClashes(settings))
        context.addIssue({ code: "custom", path: [...path], message });
    }),
  );

/** Collects digits, checks them, and adds what they stand for to the call under its own name. */
export const collect = <
  const Name extends string,
  Value extends z.core.$ZodType = z.ZodMiniString,
  Deps extends TokenMap = Record<never, never>,
>(
  options: CollectOptions<Name, Value, Deps>,
): Plugin<Name, unknown, Record<Name, z.output<Value>>> => {
  const { value = z.string(), deps = {}, check = (digits: string) => digits, ...rest } = options;
  const { name, lines, sensitive, ...settings } = parseOptions("collect", optionsSchema, rest);
  const gaveUp = lines?.["gave-up"] === undefined ? undefined : "gave-up";
  const plugin = definePlugin({
    name,
    deps: { ...deps, prompts: PromptStore },
    prompts: promptNames(settings.prompts),
    adds: z.strictObject({ [name]: value }),
    step: {
      sensitive,
      lines: withoutReturn(options.lines ?? {}),
      ...collectingStep({
        settings,
        gaveUp,
        async check(digits: string, args: CollectingArgs) {
          const result = await check(digits, args as unknown as CheckArgs<Deps>);
          return result === undefined ? again() : done({ [name]: result });
        },
      }),
    },
  });
  // The name of the result is known to the caller's types only.
  return plugin as unknown as Plugin<Name, unknown, Record<Name, z.output<Value>>>;
};

const withoutReturn = (lines: Readonly<Record<string, Line | undefined>>): Record<string, Line> =>
  Object.fromEntries(
    Object.entries(lines).flatMap(([name, line]) => (line === undefined ? [] : [[name, endingLine(line)]])),
  );
