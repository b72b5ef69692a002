import {
  definePlugin,
  digitCode,
  modifyAttendees,
  PromptStore,
  parseOptions,
  promptName,
} from "@switchhook/core";
import * as z from "zod";

export interface AttendeeControlsOptions {
  /** The keys that mute and unmute oneself; default `*6`. */
  readonly muteKeys?: string;
  readonly prompts?: {
    /** Heard by the one who is muted now; default `muted`. */
    readonly muted?: string;
    /** Heard by the one who can be heard again; default `unmuted`. */
    readonly unmuted?: string;
    /** Heard when neither worked; default `mute-failed`. */
    readonly failed?: string;
  };
}

const optionsSchema = z.strictObject({
  muteKeys: digitCode().default("*6"),
  prompts: z
    .strictObject({
      muted: promptName().default("muted"),
      unmuted: promptName().default("unmuted"),
      failed: promptName().default("mute-failed"),
    })
    .prefault({}),
});

// The shape of what joinMeeting() adds; this package works with anything that adds the same.
const attendance = z.object({ meetingId: z.string(), attendeeId: z.string() });

/** In a meeting, keys mute and unmute the caller; what was done is said to that caller alone. */
export const attendeeControls = (options: AttendeeControlsOptions = {}) => {
  const { muteKeys, prompts } = parseOptions("attendee-controls", optionsSchema, options);
  return definePlugin({
    name: "attendee-controls",
    deps: { prompts: PromptStore },
    prompts: Object.values(prompts),
    reads: z.object({ attendance }),
    feature: {
      state: z.strictObject({ muted: z.boolean() }),
      digits: {
        [muteKeys]: ({ call, state }) => {
          const place = call.results.attendance;
          if (!place || !call.legB?.connected) return;
          return [
            modifyAttendees({
              Operation: state?.muted ? "Unmute" : "Mute",
              MeetingId: place.meetingId,
              AttendeeList: [place.attendeeId],
            }),
          ];
        },
      },
      on: {
        // Only now is it true: whoever believes to be muted and is not has been failed badly.
        "ACTION_SUCCESSFUL:ModifyChimeMeetingAttendees": ({ event, mine, deps, save }) => {
          if (!mine) return;
          const muted = event.ActionData.Parameters?.Operation === "Mute";
          save({ muted });
          return [deps.prompts.play(muted ? prompts.muted : prompts.unmuted)];
        },
        "ACTION_FAILED:ModifyChimeMeetingAttendees": ({ mine, deps }) =>
          mine ? [deps.prompts.play(prompts.failed)] : undefined,
      },
    },
  });
};
