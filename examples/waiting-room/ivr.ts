import { type Binding, ivr } from "@switchhook/core";
import { attendeeControls, usualKeys } from "@switchhook/plugin-attendees";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import { chimeMeetings, joinMeeting, jsonDirectory, meetingPin } from "@switchhook/plugin-meeting-pin";

/** Participants wait for the moderator, who can mute all others, lock and end the meeting. Needs `CallCommands`. */
export const conference = (meetings: string | URL, ...services: Binding[]) =>
  ivr()
    .use(
      audioS3({
        bucket: "the-prompts-of-example-trading",
        prompts: {
          "enter-pin": { text: "Please enter your PIN." },
          "invalid-pin": { text: "There is no such PIN. Please enter it again." },
          waiting: {
            text: "You are let in as soon as the moderator is there. For the keys, press star pound.",
          },
          "hold-music": { text: "One moment, please.", wav: "hold-music.wav" },
          "moderator-absent": { text: "The moderator has not come. Goodbye." },
          position: { text: "You are the {position} participant." },
          "another-pin": { text: "To enter another PIN, press 1." },
          "meeting-full": { text: "The meeting is full." },
          "meeting-locked": { text: "The meeting takes nobody any more." },
          "meeting-ended": { text: "The meeting has ended." },
          "meeting-unavailable": { text: "We cannot connect you at the moment." },
          muted: { text: "You are muted." },
          unmuted: { text: "You can be heard again." },
          "mute-failed": { text: "Sorry, that did not work." },
          "attendee-count": { text: "People in the meeting: {count}." },
          "others-muted": { text: "All others are muted." },
          "others-unmuted": { text: "All others can be heard again." },
          "nobody-else": { text: "There is nobody else." },
          locked: { text: "The meeting is locked." },
          unlocked: { text: "The meeting is open." },
          "not-allowed": { text: "Only the moderator can do that." },
          goodbye: { text: "Goodbye." },
        },
      }),
    )
    .use(attendeeControls({ keys: usualKeys }))
    .use(meetingPin())
    .use(
      joinMeeting({
        waitingRoom: {},
        lockable: true,
        announce: { position: true },
        afterwards: "another-pin",
        deleteMeeting: true,
      }),
    )
    .bind(chimeMeetings(), jsonDirectory(meetings), ...services)
    .build();
