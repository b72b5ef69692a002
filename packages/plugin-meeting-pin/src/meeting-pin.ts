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

export interface MeetingPinOptions extends Omit<Collecting, "prompts" | "operator"> {
  /** Wrong PINs, and tries without one, of which the last is followed by giving up; 1 to 9, default 3. */
  readonly maxAttempts?: number;
  /** As `collect()` has them; fewest and most digits default to what the directory knows, else 3 to 5. */
  readonly digits?: Collecting["digits"];
  /** Also `unavailable`, for when the directory does not answer; default `meeting-unavailable`. */
  readonly prompts?: CollectingPrompts & { readonly unavailable?: string };
  /** What a caller hears outside the opening hours of a meeting. */
  readonly closed?: ClosedOptions;
  /** The key that, entered alone, leads to an operator, and the line there; default: none. */
  readonly operator?: { readonly key: string; readonly line: Line };
  /**
   * Whether the plugin brings a `GuessGuard` along, in memory and with its defaults; one that is bound takes its place.
   * Default true; `false` in a line of a step that branches, where plugins have steps only: then bind one.
   */
  readonly ownGuard?: boolean;
}

const optionsSchema = z.strictObject({
  ...collectingShape,
  operator: z.strictObject({ key: phoneKey(), line: z.unknown() }).optional(),
  maxAttempts: z.int().min(1).max(9).default(3),
  invalidAttempts: z.int().min(1).max(9).optional(),
  silentAttempts: z.int().min(1).max(9).optional(),
  prompts: z
    .strictObject({
      ...collectingPrompts({ ask: "enter-pin", invalid: "invalid-pin", giveUp: "goodbye" }),
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
