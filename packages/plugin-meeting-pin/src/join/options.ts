import { bucketName, keyPrefix, promptName, regionName } from "@switchhook/core";
import * as z from "zod/mini";

export interface JoinMeetingOptions {
  /** Region of the media, such as `eu-central-1`; default: the region of the SIP media application. */
  readonly mediaRegion?: string | undefined;
  /** How often joining is tried before the caller is told that it does not work, 1 to 5; default 2. */
  readonly maxAttempts?: number;
  /** Participants hear music until a moderator is in; needs `CallCommands`. Default: everybody is let in at once. */
  readonly waitingRoom?: WaitingRoomOptions | undefined;
  /** Whether the meeting can be locked, so that only moderators are let in; default false. */
  readonly lockable?: boolean;
  readonly announce?: {
    /** Whether the caller is told as the how-manieth he is in; default false. */
    readonly position?: boolean;
    /** Whether a tone is played to the meeting when a caller comes and when one goes; needs `CallCommands`. Default false. */
    readonly tones?: boolean;
    /** Where callers' names are recorded that are played to the meeting when they come; default: they are not. */
    readonly names?: NameOptions | undefined;
  };
  /**
   * What becomes of a caller who stays when the meeting has ended, or who has left it by a key: `go-on` after the step,
   * `hang-up`, or `another-pin`: back to the step `meeting-pin` of the same line. Default `go-on`.
   */
  readonly afterwards?: "go-on" | "hang-up" | "another-pin";
  /** Whether the meeting is deleted when the last caller has left and nobody else is in; default false. */
  readonly deleteMeeting?: boolean;
  /**
   * Whether the plugin brings `MeetingRooms` along, in memory, where it needs them; those that are bound take their place.
   * Default true; `false` in a line of a step that branches: then bind them.
   */
  readonly ownRooms?: boolean;
  readonly prompts?: JoinMeetingPrompts;
}

export interface WaitingRoomOptions {
  /** Milliseconds after which a participant is let in without a moderator; default: never. */
  readonly letInAfterMs?: number;
  /** Milliseconds after which a participant who waits is told that nobody came, and hung up; default 1,800,000. */
  readonly giveUpAfterMs?: number;
}

export interface NameOptions {
  /** Bucket of the names; the service must be let write to it and read from it. */
  readonly bucket: string;
  /** Put in front of the keys; default `names`. */
  readonly prefix?: string;
  /** Most seconds of a name, 1 to 30; default 4. */
  readonly seconds?: number;
}

export interface JoinMeetingPrompts {
  /** Said before the caller is joined; default: nothing. */
  readonly joining?: string;
  /** When the meeting takes nobody any more; default `meeting-full`. */
  readonly full?: string;
  /** When the meeting cannot be created or joined; default `meeting-unavailable`. */
  readonly unavailable?: string;
  /** When the meeting ends while the caller is in it; default `meeting-ended`. */
  readonly ended?: string;
  /** With `lockable`: when the meeting is locked; default `meeting-locked`. */
  readonly locked?: string;
  /** With `waitingRoom`: said once to one who has to wait; default `waiting`. */
  readonly waiting?: string;
  /** With `waitingRoom`: played over and over meanwhile; default `hold-music`. */
  readonly music?: string;
  /** With `waitingRoom`: when no moderator has come; default `moderator-absent`. */
  readonly absent?: string;
  /** With `announce.position`: `{position}` in its text is filled in, such as `3rd`; default `position`. */
  readonly position?: string;
  /** With `announce.tones`: default `entry-tone` and `exit-tone`. */
  readonly entryTone?: string;
  readonly exitTone?: string;
  /** With `announce.names`: asks for the name, to be said after it and ended with a key; default `say-name`. */
  readonly sayName?: string;
  /** With `another-pin`: offers 1 for another PIN; default `another-pin`. */
  readonly anotherPin?: string;
  /** With `another-pin`: to one who wants none; default `goodbye`. */
  readonly goodbye?: string;
}

const waitMs = z.int().check(z.minimum(1000), z.maximum(7_200_000));

export const joinMeetingSchema = z.strictObject({
  mediaRegion: z.optional(regionName()),
  maxAttempts: z._default(z.int().check(z.minimum(1), z.maximum(5)), 2),
  waitingRoom: z.optional(
    z.strictObject({ letInAfterMs: z.optional(waitMs), giveUpAfterMs: z._default(waitMs, 1_800_000) }),
  ),
  lockable: z._default(z.boolean(), false),
  announce: z.prefault(
    z.strictObject({
      position: z._default(z.boolean(), false),
      tones: z._default(z.boolean(), false),
      names: z.optional(
        z.strictObject({
          bucket: bucketName(),
          prefix: z._default(keyPrefix(), "names"),
          seconds: z._default(z.int().check(z.minimum(1), z.maximum(30)), 4),
        }),
      ),
    }),
    {},
  ),
  afterwards: z._default(z.enum(["go-on", "hang-up", "another-pin"]), "go-on"),
  deleteMeeting: z._default(z.boolean(), false),
  ownRooms: z._default(z.boolean(), true),
  prompts: z.prefault(
    z.strictObject({
      joining: z.optional(promptName()),
      full: z._default(promptName(), "meeting-full"),
      unavailable: z._default(promptName(), "meeting-unavailable"),
      ended: z._default(promptName(), "meeting-ended"),
      locked: z._default(promptName(), "meeting-locked"),
      waiting: z._default(promptName(), "waiting"),
      music: z._default(promptName(), "hold-music"),
      absent: z._default(promptName(), "moderator-absent"),
      position: z._default(promptName(), "position"),
      entryTone: z._default(promptName(), "entry-tone"),
      exitTone: z._default(promptName(), "exit-tone"),
      sayName: z._default(promptName(), "say-name"),
      anotherPin: z._default(promptName(), "another-pin"),
      goodbye: z._default(promptName(), "goodbye"),
    }),
    {},
  ),
});
export type JoinMeetingSettings = z.output<typeof joinMeetingSchema>;

/** Whether callers of one meeting have to know of each other. */
export const needsRooms = ({
  waitingRoom,
  lockable,
  deleteMeeting,
  announce,
}: JoinMeetingSettings): boolean => waitingRoom !== undefined || lockable || deleteMeeting || announce.tones;

/** The prompts that these options can play. */
export function promptsPlayed(settings: JoinMeetingSettings): readonly string[] {
  const { prompts, waitingRoom, lockable, announce, afterwards } = settings;
  const { full, unavailable, ended, joining } = prompts;
  return [
    full,
    unavailable,
    ended,
    ...(joining === undefined ? [] : [joining]),
    ...(lockable ? [prompts.locked] : []),
    ...(waitingRoom ? [prompts.waiting, prompts.music, prompts.absent] : []),
    ...(announce.position ? [prompts.position] : []),
    ...(announce.tones ? [prompts.entryTone, prompts.exitTone] : []),
    ...(announce.names ? [prompts.sayName] : []),
    ...(afterwards === "another-pin" ? [prompts.anotherPin, prompts.goodbye] : []),
  ];
}
