import { digitCode, languageTag, promptName } from "@switchhook/core";
import * as z from "zod/mini";

/** What callers can do in a meeting, each by a key, by a command from outside, or not at all. */
export const controls = ["mute", "count", "leave", "muteOthers", "lock", "end", "help"] as const;
export type Control = (typeof controls)[number];
/** What only moderators may do. */
export const ofModerators: ReadonlySet<Control> = new Set(["muteOthers", "lock", "end"]);

/** Keys for everything, as conference bridges have them: `attendeeControls({ keys: usualKeys })`. */
export const usualKeys = {
  mute: "*6",
  count: "*2",
  leave: "*0",
  muteOthers: "*5",
  lock: "*4",
  end: "*8",
  help: "*#",
} as const satisfies Record<Control, string>;

export interface AttendeeControlsOptions {
  /** Keys of a control, one to ten of `0-9 * #`, or `false`; default: `mute` is `*6`, all others are `false`. */
  readonly keys?: { readonly [C in Control]?: string | false };
  /** Controls that can be commanded from outside, too; default: none. */
  readonly commands?: readonly Exclude<Control, "help">[];
  /** Sentences of `help` by language tag; there are some for `en`, `de`, `es` and `fr`. */
  readonly help?: Readonly<Record<string, HelpSentences>>;
  readonly prompts?: Partial<Record<PromptOf, string>>;
}

/** `{key}` is what the key is called, as in "Press {key} to leave." */
export type HelpSentences = Readonly<Record<Exclude<Control, "help">, string>>;

// The names of the prompts are their defaults, in the call's own words.
const promptNames = {
  /** Heard by the one who is muted now, and who can be heard again. */
  muted: "muted",
  unmuted: "unmuted",
  /** Heard when something did not work. */
  failed: "mute-failed",
  /** How many are in the meeting, `{count}` in its text. */
  count: "attendee-count",
  othersMuted: "others-muted",
  othersUnmuted: "others-unmuted",
  /** When there is nobody else to mute. */
  nobodyElse: "nobody-else",
  locked: "locked",
  unlocked: "unlocked",
  /** To a participant who presses a moderator's key. */
  notAllowed: "not-allowed",
} as const;
export type PromptOf = keyof typeof promptNames;

const key = z.union([digitCode(), z.literal(false)]);
const sentence = z.string().check(z.minLength(1), z.maxLength(200));
const commandable = controls.filter((control) => control !== "help");

export const optionsSchema = z.strictObject({
  keys: z.prefault(
    z
      .strictObject({
        ...(Object.fromEntries(controls.map((control) => [control, z._default(key, false)])) as Record<
          Control,
          z.ZodMiniDefault<typeof key>
        >),
        mute: z._default(key, usualKeys.mute),
      })
      .check(
        z.superRefine((keys, context) => {
          const taken = new Map<string, string>();
          for (const [control, code] of Object.entries(keys)) {
            if (code === false) continue;
            const other = taken.get(code);
            if (other !== undefined)
              context.addIssue({
                code: "custom",
                path: [control],
                message: `is the key of ${other} already`,
              });
            taken.set(code, control);
          }
        }),
      ),
    {},
  ),
  commands: z._default(z.array(z.enum(commandable)), []),
  help: z._default(
    z.record(
      languageTag(),
      z.strictObject(
        Object.fromEntries(commandable.map((control) => [control, sentence])) as Record<
          Exclude<Control, "help">,
          typeof sentence
        >,
      ),
    ),
    {},
  ),
  prompts: z.prefault(
    z.strictObject(
      Object.fromEntries(
        Object.entries(promptNames).map(([of, name]) => [of, z._default(promptName(), name)]),
      ) as Record<PromptOf, z.ZodMiniDefault<z.ZodMiniString>>,
    ),
    {},
  ),
});
export type AttendeeControlsSettings = z.output<typeof optionsSchema>;

/** The controls that are in use, by key or by command. */
export const inUse = ({ keys, commands }: AttendeeControlsSettings): ReadonlySet<Control> =>
  new Set([...controls.filter((control) => keys[control] !== false), ...commands]);

const promptsOf: Readonly<Record<Control, readonly PromptOf[]>> = {
  mute: ["muted", "unmuted", "failed"],
  count: ["count", "failed"],
  leave: [],
  muteOthers: ["othersMuted", "othersUnmuted", "nobodyElse", "failed"],
  lock: ["locked", "unlocked", "failed"],
  end: ["failed"],
  help: [],
};

/** The prompts that the controls in use can play. */
export const promptsPlayed = (settings: AttendeeControlsSettings): readonly string[] => {
  const used = [...inUse(settings)];
  const played = new Set(used.flatMap((control) => promptsOf[control]));
  if (used.some((control) => ofModerators.has(control))) played.add("notAllowed");
  return [...played].map((of) => settings.prompts[of]);
};
