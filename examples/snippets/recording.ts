// #region recording
import { ivr } from "@switchhook/core";
import { chimeMeetings, joinMeeting, jsonDirectory, meetingPin } from "@switchhook/plugin-meeting-pin";
import { callRecording } from "@switchhook/plugin-recording";
import { prompts } from "./prompts.js";

export const dialIn = ivr()
  .use(prompts) // audioS3() of @switchhook/plugin-audio-s3, with recording-started, recording-stopped and recording-failed
  .use(callRecording({ destination: { bucket: "my-recordings", prefix: "calls" } })) // *9 starts it, *9 ends it
  .use(meetingPin())
  .use(joinMeeting())
  .bind(chimeMeetings(), jsonDirectory("meetings.json"));

export const handler = dialIn.build();
// #endregion
