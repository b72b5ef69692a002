import {
  again,
  back,
  branch,
  type Call,
  definePlugin,
  digitCode,
  type Line,
  languageTag,
  type Outcome,
  PromptStore,
  parseOptions,
  phoneKey,
} from "@switchhook/core";
import * as z from "zod/mini";
import { type Collecting, collectingPrompts, collectingShape, promptNames } from "./collecting.js";
import { type CollectingArgs, collectingStep } from "./collecting-step.js";
import { spokenMenu, type Texts } from "./spoken-menu.js";

export interface MenuOptions<Name extends string, Lines extends Readonly<Record<string, Line>>>
  extends Omit<Collecting, "startOver" | "operator" | "prompts" | "digits"> {
  /** Name of the step; default `menu`. */
  readonly name?: Name;
  /** The line that a key leads to, such as `{ "1": "sales", "2": "support" }`; one to ten keys of `0-9 * #` each. */
  readonly keys: Readonly<Record<string, keyof Lines & string>>;
  /** The lines by name. */
  readonly lines: Lines;
  /** The key that leads back to the menu around this one; `false` for none. Default `*`. */
  readonly back?: string | false;
  /** The key that says the menu once more, which costs no try; `false` for none. Default `9`. */
  readonly repeat?: string | false;
  /** Names of the lines as they are spoken: then no prompt `ask` is needed, it is made of "For sales, press 1." */
  readonly says?: Readonly<Partial<Record<keyof Lines & string, Texts>>>;
  /** Sentences by language tag, with `{name}` and `{key}`; there are some for `en`, `de`, `es` and `fr`. */
  readonly sentences?: Readonly<Record<string, string>>;
  /** Milliseconds between two keys, and for the first; default 3,000 and 8,000. */
  readonly digits?: Pick<NonNullable<Collecting["digits"]>, "betweenDigitsMs" | "attemptMs" | "terminators">;
  readonly prompts?: Omit<NonNullable<Collecting["prompts"]>, "confirm">;
}

const texts = z.union([
  z.string().check(z.minLength(1)),
  z.record(languageTag(), z.string().check(z.minLength(1))),
]);
const { digits: _digits, startOver: _startOver, operator: _operator, ...attempts } = collectingShape;
const ms = z.int().check(z.minimum(1), z.maximum(60_000));
const keyOrNone = (key: string) => z._default(z.union([phoneKey(), z.literal(false)]), key);
const spokenInstead = "menu";

const optionsSchema = z
  .strictObject({
    name: z._default(
      z.string().check(z.regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, "must be lower case with dashes")),
      "menu",
    ),
    keys: z.record(digitCode(), z.string()),
    lines: z.record(z.string(), z.unknown()),
    back: keyOrNone("*"),
    repeat: keyOrNone("9"),
    says: z.optional(z.record(z.string(), texts)),
    sentences: z._default(z.record(languageTag(), z.string().check(z.minLength(1))), {}),
    digits: z.prefault(
      z.strictObject({
        terminators: z._default(z.array(phoneKey()).check(z.minLength(1), z.maxLength(12)), ["#"]),
        betweenDigitsMs: z._default(ms, 3000),
        attemptMs: z._default(ms, 8000),
      }),
      {},
    ),
    ...attempts,
    prompts: z.prefault(
      z.omit(
        z.strictObject(collectingPrompts({ ask: spokenInstead, invalid: "invalid", giveUp: "goodbye" })),
        { confirm: true },
      ),
      {},
    ),
  })
  .check(
    z.superRefine(({ keys, lines, back: backKey, repeat, says, digits }, context) => {
      const wrong = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
      if (Object.keys(keys).length === 0) wrong(["keys"], "must have at least one key");
      for (const [key, line] of Object.entries(keys)) {
        if (!Object.hasOwn(lines, line))
          wrong(["keys", key], `must be a line: ${Object.keys(lines).join(", ")}`);
        if (key === backKey)
          wrong(["keys", key], "is the key that leads back; set `back` to another, or to false");
        if (key === repeat)
          wrong(["keys", key], "is the key that repeats; set `repeat` to another, or to false");
      }
      const ends = (key: string) => digits.terminators.some((terminator) => key.includes(terminator));
      for (const key of Object.keys(keys).filter(ends))
        wrong(["keys", key], "has a key of digits.terminators, which ends the input");
      for (const [path, key] of Object.entries({ back: backKey, repeat })) {
        if (key !== false && ends(key))
          wrong([path], "must not be one of digits.terminators; set another, or false");
      }
      if (backKey !== false && backKey === repeat) wrong(["back"], "must not be the key that repeats");
      const named = new Set(Object.values(keys));
      for (const line of Object.keys(lines)) if (!named.has(line)) wrong(["lines", line], "has no key");
      for (const line of says === undefined ? [] : named) {
        if (!Object.hasOwn(says ?? {}, line)) wrong(["says", line], "must say what the line is called");
      }
      for (const line of Object.keys(says ?? {})) if (!named.has(line)) wrong(["says", line], "is no line");
    }),
  );

/** Asks for a key and goes into the line that it stands for; when that line is through, on after the menu. */
export const menu = <Lines extends Readonly<Record<string, Line>>, const Name extends string = "menu">(
  options: MenuOptions<Name, Lines>,
) => {
  const settings = parseOptions("menu", optionsSchema, options);
  const { keys, says, sentences, back: backKey, repeat, prompts } = settings;
  const choices = Object.entries(keys).map(([key, line]) => ({ key, name: says?.[line] ?? line }));
  const longest = Math.max(...Object.keys(keys).map(({ length }) => length));
  const played = promptNames(prompts).filter((name) => says === undefined || name !== spokenInstead);
  return definePlugin({
    name: settings.name as Name,
    deps: { prompts: PromptStore },
    prompts: played,
    step: {
      lines: options.lines,
      ...collectingStep({
        settings: { ...settings, digits: { ...settings.digits, min: 1, max: longest }, startOver: repeat },
        ...(says !== undefined && {
          asks: ({ call }: CollectingArgs & { readonly call: Call }) => ({
            text: spokenMenu(choices, call.locale, sentences),
          }),
        }),
        check: (key: string): Outcome<Record<never, never>, keyof Lines & string> => {
          if (key === backKey) return back();
          const line = Object.hasOwn(keys, key) ? keys[key] : undefined;
          return line === undefined ? again() : branch(line as keyof Lines & string);
        },
      }),
    },
  });
};

/** Ends a line by asking the menu around it once more. */
export const backToMenu = () => definePlugin({ name: "back-to-menu", step: { ask: () => back() } });
