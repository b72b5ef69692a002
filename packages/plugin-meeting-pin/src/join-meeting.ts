import {
  again,
  definePlugin,
  done,
  end,
  IvrError,
  joinMeeting as joinMeetingAction,
  PromptStore,
  parseOptions,
  promptName,
  regionName,
  stay,
} from "@switchhook/core";
import * as z from "zod";
import { Meeting } from "./listing.js";
import { Meetings } from "./meetings.js";

/** The caller's place in the meeting; other plugins mute it, or count it. */
export const Attendance = z.strictObject({ meetingId: z.string(), attendeeId: z.string() });
export type Attendance = z.infer<typeof Attendance>;

export interface JoinMeetingOptions {
  /** Region of the media, such as `eu-central-1`; default: the region of the SIP media application. */
  readonly mediaRegion?: string | undefined;
  /** How often joining is tried before the caller is told that it does not work, 1 to 5; default 2. */
  readonly maxAttempts?: number;
  readonly prompts?: {
    /** Said before the caller is joined; default: nothing. */
    readonly joining?: string;
    /** When the meeting takes nobody any more; default `meeting-full`. */
    readonly full?: string;
    /** When the meeting cannot be created or joined; default `meeting-unavailable`. */
    readonly unavailable?: string;
    /** When the meeting ends while the caller is in it; default `meeting-ended`. */
    readonly ended?: string;
  };
}

const optionsSchema = z.strictObject({
  mediaRegion: regionName().optional(),
  maxAttempts: z.int().min(1).max(5).default(2),
  prompts: z
    .strictObject({
      joining: promptName().optional(),
      full: promptName().default("meeting-full"),
      unavailable: promptName().default("meeting-unavailable"),
      ended: promptName().default("meeting-ended"),
    })
    .prefault({}),
});

/** Joins the caller with the `meeting` of the call, and stays until one of them leaves; adds `attendance`. */
export const joinMeeting = (options: JoinMeetingOptions = {}) => {
  const { mediaRegion, maxAttempts, prompts } = parseOptions("join-meeting", optionsSchema, options);
  return definePlugin({
    name: "join-meeting",
    deps: { prompts: PromptStore, meetings: Meetings },
    prompts: Object.values(prompts).filter((name) => name !== undefined),
    needs: z.object({ meeting: Meeting }),
    adds: z.strictObject({ attendance: Attendance }),
    reads: z.object({ attendance: Attendance }),
    step: {
      maxAttempts,
      async ask({ call, deps, signal, log }) {
        try {
          const { joinToken, ...attendance } = await deps.meetings.admit({
            meeting: call.results.meeting,
            attendee: call.transactionId,
            region: mediaRegion ?? call.region,
            signal,
          });
          const joining = prompts.joining === undefined ? [] : [deps.prompts.play(prompts.joining)];
          return stay(
            [...joining, joinMeetingAction({ JoinToken: joinToken, MeetingId: attendance.meetingId })],
            { adds: { attendance } },
          );
        } catch (error) {
          if (!(error instanceof IvrError)) throw error;
          log.error(error.message, { code: error.code, hint: error.hint, error });
          return end([
            deps.prompts.play(error.code === "IVR_MEETING_FULL" ? prompts.full : prompts.unavailable),
          ]);
        }
      },
      on: {
        // Nothing more of the list: a join that a feature's list had put off must not run a second time.
        "ACTION_SUCCESSFUL:JoinChimeMeeting": () => stay([]),
        // The meeting may have ended a moment ago; then there is a next one.
        "ACTION_FAILED:JoinChimeMeeting": ({ log, event }) => {
          log.warn("IVR_MEETING_UNAVAILABLE: the caller could not be joined", {
            code: "IVR_MEETING_UNAVAILABLE",
            errorType: event.ActionData.ErrorType,
          });
          return again();
        },
        HANGUP: ({ call, deps }) => {
          const { attendance } = call.results;
          const said = [deps.prompts.play(prompts.ended)];
          return attendance ? done({ attendance }, said) : end(said);
        },
      },
      giveUp: ({ deps }) => [deps.prompts.play(prompts.unavailable)],
      async cleanup({ call, deps, signal }) {
        const { attendance } = call.results;
        if (attendance) await deps.meetings.release(attendance, signal);
      },
    },
  });
};
