import {
  again,
  type Call,
  CallLocale,
  Clock,
  definePlugin,
  done,
  end,
  type Line,
  type Outcome,
  PromptStore,
  parseOptions,
  phoneKey,
  promptName,
} from "@switchhook/core";
import {
  type Collecting,
  type CollectingArgs,
  type CollectingPrompts,
  collectingPrompts,
  collectingShape,
  collectingStep,
  endingLine,
  keyClashes,
  promptNames,
} from "@switchhook/plugin-menu";
import * as z from "zod/mini";
import { checkPin, type PinCheck } from "./check-pin.js";
import { GuessGuard } from "./guard/guess-guard.js";
import { memoryGuessGuard } from "./guard/memory-guard.js";
import { type ClosedOptions, closedSchema, closedText } from "./hours/closed-text.js";
import { Meeting } from "./listing.js";
import { MeetingDirectory } from "./meeting-directory.js";
import { pinLengths } from "./pin-lengths.js";

export interface MeetingPinOptions extends Omit<Collecting, "prompts" | "operator"> {
  /** Wrong PINs, and tries without one, of which the last is followed by giving up; 1 to 9, default 3. */
  readonly maxAttempts?: number;
  /** As `collect()` has them; fewest and most digits default to what the directory knows, else 3 to 5. */
  readonly digits?: NonNullable<Collecting["digits"]>;
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

const optionsSchema = z
  .strictObject({
    ...collectingShape,
    operator: z.optional(z.strictObject({ key: phoneKey(), line: z.unknown() })),
    maxAttempts: z._default(z.int().check(z.minimum(1), z.maximum(9)), 3),
    invalidAttempts: z.optional(z.int().check(z.minimum(1), z.maximum(9))),
    silentAttempts: z.optional(z.int().check(z.minimum(1), z.maximum(9))),
    prompts: z.prefault(
      z.strictObject({
        ...collectingPrompts({ ask: "enter-pin", invalid: "invalid-pin", giveUp: "goodbye" }),
        unavailable: z._default(promptName(), "meeting-unavailable"),
      }),
      {},
    ),
    closed: z.prefault(closedSchema, {}),
    ownGuard: z._default(z.boolean(), true),
  })
  .check(
    z.superRefine(({ operator, ...settings }, context) => {
      for (const { path, message } of keyClashes({ ...settings, operator: operator?.key }, [
        "operator",
        "key",
      ]))
        context.addIssue({ code: "custom", path: [...path], message });
    }),
  );

type PinArgs = CollectingArgs &
  PinCheck & {
    readonly call: Call;
    readonly deps: CollectingArgs["deps"] & PinCheck["deps"] & { readonly locale: CallLocale };
  };

/** Asks for the PIN of a meeting, and again after a wrong one; adds `meeting`. */
export const meetingPin = (options: MeetingPinOptions = {}) => {
  const { closed, ownGuard, maxAttempts, operator, prompts, ...collecting } = parseOptions(
    "meeting-pin",
    optionsSchema,
    options,
  );
  const { unavailable, ...asking } = prompts;
  const collector = collectingStep<PinArgs, { meeting: Meeting }, never>({
    settings: {
      ...collecting,
      invalidAttempts: collecting.invalidAttempts ?? maxAttempts,
      silentAttempts: collecting.silentAttempts ?? maxAttempts,
      operator: operator?.key,
      prompts: asking,
    },
    lengths: ({ deps }) => pinLengths(collecting.digits, deps.directory),
    async check(pin, args): Promise<Outcome<{ meeting: Meeting }, never>> {
      const { deps, call } = args;
      const verdict = await checkPin(pin, args);
      switch (verdict.kind) {
        case "found":
          if (verdict.meeting.locale !== undefined) deps.locale.set(verdict.meeting.locale);
          return done({ meeting: verdict.meeting });
        case "wrong":
          return again();
        case "closed": {
          const { listing, opening, now } = verdict;
          if (listing.locale !== undefined) deps.locale.set(listing.locale);
          const text = closedText(listing, opening, { now, locale: call.locale, settings: closed });
          return end([deps.prompts.play({ text })]);
        }
        case "unavailable":
          return end([deps.prompts.play(unavailable)]);
      }
    },
  });
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
    prompts: [...promptNames(asking), unavailable],
    adds: z.strictObject({ meeting: Meeting }),
    step: {
      // A caller who could not be let in goes no further: at the end of the operator's line the call is over.
      ...(options.operator && { lines: { operator: endingLine(options.operator.line) } }),
      sensitive: true,
      ...collector,
    },
  });
};
