import { type Binding, ivr } from "@switchhook/core";
import { attendeeControls } from "@switchhook/plugin-attendees";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";
import { joinMeeting, meetingPin, openDirectory } from "@switchhook/plugin-meeting-pin";
import { recording } from "@switchhook/plugin-recording";

const texts = {
  welcome: "Welcome.",
  "enter-pin": "Enter your PIN.",
  "invalid-pin": "That PIN is wrong.",
  goodbye: "Goodbye.",
  "meeting-full": "The meeting is full.",
  "meeting-ended": "The meeting has ended.",
  "meeting-unavailable": "Please call later.",
  "meeting-closed": "The meeting is closed.",
  muted: "You are muted.",
  unmuted: "You are not muted.",
  "mute-failed": "That did not work.",
  "recording-started": "This call is recorded.",
  "recording-stopped": "The recording has ended.",
  "recording-failed": "The call is not recorded.",
};

/** The meeting dial-in flow, everything spoken. */
export const dialIn = (...services: Binding[]) =>
  ivr()
    .use(
      audioS3({ prompts: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { text }])) }),
    )
    .use(attendeeControls())
    .use(recording({ destination: { bucket: "recordings" } }))
    .use(greeting())
    .use(meetingPin({ maxAttempts: 3 }))
    .use(joinMeeting())
    .bind(openDirectory(), ...services)
    .build();
