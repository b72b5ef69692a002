// #region attendees
import { ivr } from "@switchhook/core";
import { attendeeControls, usualKeys } from "@switchhook/plugin-attendees";
import { chimeMeetings, joinMeeting, jsonDirectory, meetingPin } from "@switchhook/plugin-meeting-pin";
import { prompts } from "./prompts.js";

export const dialIn = ivr()
  .use(prompts) // audioS3() of @switchhook/plugin-audio-s3, with the prompts below
  .use(attendeeControls({ keys: usualKeys }))
  .use(meetingPin())
  .use(joinMeeting({ lockable: true, afterwards: "another-pin" }))
  .bind(chimeMeetings(), jsonDirectory("meetings.json"));

export const handler = dialIn.build();
// #endregion
