import { type Binding, ivr, value } from "@switchhook/core";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import { chimeMeetings, joinMeeting, MeetingDirectory, meetingPin } from "@switchhook/plugin-meeting-pin";
import { type HttpDirectoryOptions, httpDirectory } from "./http-directory.js";

/** A dial-in whose meetings are in a service of the company. */
export const dialIn = (rooms: HttpDirectoryOptions, ...services: Binding[]) =>
  ivr()
    .use(
      audioS3({
        prompts: {
          "enter-pin": { text: "Please enter your PIN." },
          "invalid-pin": { text: "There is no such PIN. Please enter it again." },
          "meeting-full": { text: "The meeting is full." },
          "meeting-ended": { text: "The meeting has ended." },
          "meeting-unavailable": { text: "We cannot connect you at the moment." },
          goodbye: { text: "Goodbye." },
        },
      }),
    )
    .use(meetingPin())
    .use(joinMeeting())
    .bind(chimeMeetings(), value(MeetingDirectory, httpDirectory(rooms)), ...services)
    .build();
