import { type Binding, ivr } from "@switchhook/core";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import { joinMeeting, meetingPin } from "@switchhook/plugin-meeting-pin";

/** Step two: the same flow from plugins, with words for what the old handler had none for. */
// #region flow
export const dialIn = (...services: Binding[]) =>
  ivr()
    .use(
      audioS3({
        prompts: {
          "enter-pin": { text: "Please enter your PIN." },
          "invalid-pin": { text: "There is no such PIN. Please enter it again." },
          goodbye: { text: "Please check your PIN and call again." },
          "meeting-full": { text: "The meeting is full." },
          "meeting-ended": { text: "The meeting has ended." },
          "meeting-unavailable": { text: "We cannot connect you at the moment." },
        },
      }),
    )
    .use(meetingPin())
    .use(joinMeeting())
    .bind(...services)
    .build();
// #endregion
