// #region meeting-pin
import { ivr } from "@switchhook/core";
import { chimeMeetings, joinMeeting, jsonDirectory, meetingPin } from "@switchhook/plugin-meeting-pin";
import { prompts } from "./prompts.js";

export const dialIn = ivr()
  .use(prompts) // audioS3() of @switchhook/plugin-audio-s3, with the prompts below
  .use(meetingPin())
  .use(joinMeeting())
  .bind(chimeMeetings(), jsonDirectory("meetings.json"));

export const handler = dialIn.build();
// #endregion
