import {
  again,
  CallLocale,
  Clock,
  definePlugin,
  done,
  end,
  PromptStore,
  parseOptions,
  phoneKey,
  promptName,
  speak,
} from "@switchhook/core";
import * as z from "zod";
import { checkPin } from "./check-pin.js";
import { GuessGuard } from "./guard/guess-guard.js";
import { memoryGuessGuard } from "./guard/memory-guard.js";
import { type ClosedOptions, closedSchema, closedSpeech } from "./hours/closed-text.js";
import { Meeting } from "./listing.js";
import { MeetingDirectory } from "./meeting-directory.js";
import { pinLengths } from "./pin-lengths.js";

export interface MeetingPinOptions {
  /** How often a caller may try, 1 to 9; silence and wrong PINs both count. Default 3. */
  readonly maxAttempts?: number;
  readonly digits?: {
    /** Fewest digits of a PIN; default: as the directory knows, else 3. */
    readonly min?: number;
    /** Most digits of a PIN, at most 32; default: as the directory knows, else 5. */
    readonly max?: number;
    /** Keys that end the PIN; default `["#"]`. */
    readonly terminators?: readonly string[];
    /** Milliseconds between two digits, default 5,000. */
    readonly betweenDigitsMs?: number;
    /** Milliseconds that a try waits for the first digit, default 10,000. */
    readonly attemptMs?: number;
  };
  readonly prompts?: {
    /** Asks for the PIN; default `enter-pin`. */
    readonly ask?: string;
    /** After a PIN that is none, and after a try without one; default `invalid-pin`. */
    readonly invalid?: string;
    /** After the last try, before the hang-up; default `goodbye`. */
    readonly giveUp?: string;
    /** When the directory does not answer, before the hang-up; default `meeting-unavailable`. */
    readonly unavailable?: string;
  };
  /** What a caller hears outside the opening hours of a meeting. */
  readonly closed?: ClosedOptions;
  /**
   * Whether the plugin brings a `GuessGuard` along, in memory and with its defaults; one that is bound takes its place.
   * Default true; `false` in a line of a step that branches, where plugins have steps only: then bind one.
   */
  readonly ownGuard?: boolean;
}

const ms = z.int().min(1).max(60_000);

const optionsSchema = z.strictObject({
  maxAttempts: z.int().min(1).max(9).default(3),
  digits: z
    .strictObject({
      min: z.int().min(1).max(32).optional(),
      max: z.int().min(1).max(32).optional(),
      terminators: z.array(phoneKey()).min(1).max(12).default(["#"]),
      betweenDigitsMs: ms.default(5000),
      attemptMs: ms.default(10_000),
    })
    .refine(({ min = 0, max = 32 }) => min <= max, { path: ["max"], message: "must not be below min" })
    .prefault({}),
  prompts: z
    .strictObject({
      ask: promptName().default("enter-pin"),
      invalid: promptName().default("invalid-pin"),
      giveUp: promptName().default("goodbye"),
      unavailable: promptName().default("meeting-unavailable"),
    })
    .prefault({}),
  closed: closedSchema.prefault({}),
  ownGuard: z.boolean().default(true),
});

/** Asks for the PIN of a meeting, and again after a wrong one; adds `meeting`. */
export const meetingPin = (options: MeetingPinOptions = {}) => {
  const { maxAttempts, digits, prompts, closed, ownGuard } = parseOptions(
    "meeting-pin",
    optionsSchema,
    options,
  );
  return definePlugin({
    name: "meeting-pin",
    deps: {
      prompts: PromptStore,
      directory: MeetingDirectory,
      guard: GuessGuard,
      clock: Clock,
      locale: CallLocale,
    },
    ...(ownGuard && { services: [memoryGuessGuard()] }),
    prompts: Object.values(prompts),
    adds: z.strictObject({ meeting: Meeting }),
    step: {
      maxAttempts,
      // What is left of the tries is the service's to repeat, so that silence costs no invocation.
      ask: ({ deps, attempt }) => [
        deps.prompts.collect(attempt === 1 ? prompts.ask : prompts.invalid, prompts.invalid, {
          ...digits,
          ...pinLengths(digits, deps.directory),
          tries: maxAttempts - attempt + 1,
        }),
      ],
      on: {
        "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": async ({ event, ...args }) => {
          const { call, deps } = args;
          const verdict = await checkPin(event.ActionData.ReceivedDigits ?? "", args);
          switch (verdict.kind) {
            case "found":
              if (verdict.meeting.locale !== undefined) deps.locale.set(verdict.meeting.locale);
              return done({ meeting: verdict.meeting });
            case "wrong":
              return again();
            case "closed": {
              const { listing, opening, now } = verdict;
              const locale = listing.locale ?? call.locale;
              return end([speak(closedSpeech(listing, opening, { now, locale, settings: closed }))]);
            }
            case "unavailable":
              return end([deps.prompts.play(prompts.unavailable)]);
          }
        },
      },
      giveUp: ({ deps }) => [deps.prompts.play(prompts.giveUp)],
    },
  });
};
