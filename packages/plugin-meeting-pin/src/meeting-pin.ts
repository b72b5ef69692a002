import {
  again,
  definePlugin,
  done,
  end,
  IvrError,
  PromptStore,
  parseOptions,
  phoneKey,
  promptName,
} from "@switchhook/core";
import * as z from "zod";
import { Meeting, MeetingDirectory } from "./meeting-directory.js";

export interface MeetingPinOptions {
  /** How often a caller may try, 1 to 9; silence and wrong PINs both count. Default 3. */
  readonly maxAttempts?: number;
  readonly digits?: {
    /** Fewest digits of a PIN, default 3. */
    readonly min?: number;
    /** Most digits of a PIN, at most 32; default 5. */
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
}

const ms = z.int().min(1).max(60_000);

const optionsSchema = z.strictObject({
  maxAttempts: z.int().min(1).max(9).default(3),
  digits: z
    .strictObject({
      min: z.int().min(1).max(32).default(3),
      max: z.int().min(1).max(32).default(5),
      terminators: z.array(phoneKey()).min(1).max(12).default(["#"]),
      betweenDigitsMs: ms.default(5000),
      attemptMs: ms.default(10_000),
    })
    .refine(({ min, max }) => min <= max, { path: ["max"], message: "must not be below min" })
    .prefault({}),
  prompts: z
    .strictObject({
      ask: promptName().default("enter-pin"),
      invalid: promptName().default("invalid-pin"),
      giveUp: promptName().default("goodbye"),
      unavailable: promptName().default("meeting-unavailable"),
    })
    .prefault({}),
});

/** Asks for the PIN of a meeting, and again after a wrong one; adds `meeting`. */
export const meetingPin = (options: MeetingPinOptions = {}) => {
  const { maxAttempts, digits, prompts } = parseOptions("meeting-pin", optionsSchema, options);
  return definePlugin({
    name: "meeting-pin",
    deps: { prompts: PromptStore, directory: MeetingDirectory },
    prompts: Object.values(prompts),
    adds: z.strictObject({ meeting: Meeting }),
    step: {
      maxAttempts,
      // What is left of the tries is the service's to repeat, so that silence costs no invocation.
      ask: ({ deps, attempt }) => [
        deps.prompts.collect(attempt === 1 ? prompts.ask : prompts.invalid, prompts.invalid, {
          ...digits,
          tries: maxAttempts - attempt + 1,
        }),
      ],
      on: {
        "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": async ({ event, deps, log }) => {
          try {
            const meeting = await deps.directory.find(event.ActionData.ReceivedDigits ?? "");
            return meeting ? done({ meeting }) : again();
          } catch (cause) {
            const error = new IvrError("IVR_MEETING_UNAVAILABLE", "the meeting directory failed", {
              plugin: "meeting-pin",
              cause,
            });
            log.error(error.message, { code: error.code, hint: error.hint, error });
            return end([deps.prompts.play(prompts.unavailable)]);
          }
        },
      },
      giveUp: ({ deps }) => [deps.prompts.play(prompts.giveUp)],
    },
  });
};
