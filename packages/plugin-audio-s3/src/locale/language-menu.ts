import {
  again,
  CallLocale,
  definePlugin,
  done,
  languageTag,
  PromptStore,
  parseOptions,
  promptName,
  stay,
} from "@switchhook/core";
import * as z from "zod/mini";

export interface LanguageMenuOptions {
  /** Language tags by key, `0` to `9` or `*`; said in the order of the keys. */
  readonly languages: Readonly<Record<string, string>>;
  /** The locale of who chooses none; default: the first of `languages`. */
  readonly otherwise?: string | undefined;
  /** How often all languages are offered, 1 to 9; default 2. */
  readonly maxAttempts?: number | undefined;
  /** Milliseconds of silence between two languages, 1 to 5,000; default 300. */
  readonly betweenMs?: number | undefined;
  /** Milliseconds that a key is waited for after the last language, 1 to 60,000; default 4,000. */
  readonly attemptMs?: number | undefined;
  readonly prompts?:
    | {
        /** What each language says of itself, such as "Para español, oprima 2."; default `choose-language`. */
        readonly choose?: string | undefined;
        /** Said after a key that stands for no language, in the language that was being said; default: nothing. */
        readonly wrongKey?: string | undefined;
      }
    | undefined;
}

const optionsSchema = z.pipe(
  z.strictObject({
    languages: z
      .record(z.string().check(z.regex(/^[0-9*]$/, "must be one of 0-9 *")), languageTag())
      .check(z.refine((languages) => Object.keys(languages).length > 0, "must have a language")),
    otherwise: z.optional(languageTag()),
    maxAttempts: z._default(z.int().check(z.minimum(1), z.maximum(9)), 2),
    betweenMs: z._default(z.int().check(z.minimum(1), z.maximum(5000)), 300),
    attemptMs: z._default(z.int().check(z.minimum(1), z.maximum(60_000)), 4000),
    prompts: z.prefault(
      z.strictObject({
        choose: z._default(promptName(), "choose-language"),
        wrongKey: z.optional(promptName()),
      }),
      {},
    ),
  }),
  z.transform((options) => ({ ...options, tags: Object.values(options.languages) })),
);

const state = z.strictObject({ at: z.int() });

/**
 * Offers languages, each in its own voice, and sets the locale of the call by the key that is pressed; a key counts
 * while any of them is being said.
 */
export const languageMenu = (options: LanguageMenuOptions) => {
  const { languages, tags, maxAttempts, betweenMs, attemptMs, prompts, otherwise } = parseOptions(
    "language-menu",
    optionsSchema,
    options,
  );
  const { choose, wrongKey } = prompts;
  const fallback = otherwise ?? tags[0] ?? "";
  const tagAt = (at: number): string => tags[at] ?? fallback;
  // Each language is a collection of its own: one action has one voice, and only one that collects hears a key.
  const offer = (store: PromptStore, at: number) =>
    store.collect(`${choose}.${tagAt(at)}`, "silence", {
      min: 1,
      max: 1,
      attemptMs: at < tags.length - 1 ? betweenMs : attemptMs,
    });
  return definePlugin({
    name: "language-menu",
    deps: { prompts: PromptStore, locale: CallLocale },
    prompts: [
      "silence",
      ...tags.flatMap((tag) =>
        [choose, ...(wrongKey === undefined ? [] : [wrongKey])].map((name) => `${name}.${tag}`),
      ),
    ],
    step: {
      maxAttempts,
      state,
      ask: ({ deps, state }) => [offer(deps.prompts, state?.at ?? 0)],
      on: {
        "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event, deps, state, save }) => {
          const tag = languages[event.ActionData.ReceivedDigits ?? ""];
          if (tag !== undefined) {
            deps.locale.set(tag);
            return done();
          }
          save({ at: 0 });
          return again(
            wrongKey === undefined ? [] : [deps.prompts.play(`${wrongKey}.${tagAt(state?.at ?? 0)}`)],
          );
        },
        "ACTION_FAILED:PlayAudioAndGetDigits": ({ event, deps, log, state, save }) => {
          if (event.ActionData?.ErrorType !== "InvalidDigitsReceived") {
            log.warn("the caller could not be asked for a language", {
              errorType: event.ActionData?.ErrorType,
              locale: fallback,
            });
            deps.locale.set(fallback);
            return done();
          }
          const next = ((state?.at ?? 0) + 1) % tags.length;
          save({ at: next });
          return next === 0 ? again() : stay([offer(deps.prompts, next)]);
        },
      },
      giveUp: ({ deps }) => {
        deps.locale.set(fallback);
        return done();
      },
    },
  });
};
