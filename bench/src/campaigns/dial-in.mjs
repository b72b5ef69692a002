import { ivr, Logger, silentLogger, value } from "@switchhook/core";
import { attendeeControls, usualKeys } from "@switchhook/plugin-attendees";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";
import { joinMeeting, MeetingDirectory, Meetings, meetingPin } from "@switchhook/plugin-meeting-pin";
import { callRecording } from "@switchhook/plugin-recording";

const names = [
  "welcome",
  "enter-pin",
  "invalid-pin",
  "goodbye",
  "meeting-full",
  "meeting-ended",
  "meeting-unavailable",
  "meeting-locked",
  "muted",
  "unmuted",
  "mute-failed",
  "attendee-count",
  "others-muted",
  "others-unmuted",
  "nobody-else",
  "locked",
  "unlocked",
  "not-allowed",
  "another-pin",
  "recording-started",
  "recording-stopped",
  "recording-failed",
  "recording-paused",
  "recording-resumed",
];
export const prompts = Object.fromEntries(names.map((name) => [name, { text: `This is ${name}.` }]));

/** Meetings that cost nothing. */
export const freeMeetings = value(Meetings, {
  admit: async ({ meeting }) => ({
    meetingId: `m-${meeting.id}`,
    attendeeId: "attendee-1",
    joinToken: "a-join-token",
  }),
  release: async () => {},
  attendees: async () => [{ attendeeId: "attendee-1", externalUserId: "" }],
  end: async () => {},
});

export const openPins = value(MeetingDirectory, {
  find: (pin) => (pin.startsWith("1") ? { id: `meeting-${pin}` } : undefined),
});

/** The dial-in flow with every plugin of ours that it can have, not yet built. */
export const dialIn = () =>
  ivr()
    .use(audioS3({ prompts }))
    .use(attendeeControls({ keys: usualKeys, commands: ["mute", "muteOthers", "leave", "end"] }))
    .use(callRecording({ destination: { bucket: "the-recordings" } }))
    .use(greeting())
    .use(meetingPin())
    .use(joinMeeting({ lockable: true, afterwards: "another-pin" }));

export const warmHandler = (...services) =>
  dialIn()
    .bind(freeMeetings, openPins, value(Logger, silentLogger), ...services)
    .build();
