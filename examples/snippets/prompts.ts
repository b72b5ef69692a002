import { audioS3 } from "@switchhook/plugin-audio-s3";

const said = {
  "another-pin": "To enter another PIN, press 1.",
  "attendee-count": "In the meeting: {count}.",
  beep: "Beep.",
  enter: "Please enter your customer number.",
  "enter-pin": "Please enter your PIN.",
  goodbye: "Goodbye.",
  help: "Support is there day and night.",
  invalid: "That is none.",
  "invalid-choice": "There is nothing on that key.",
  "invalid-pin": "There is no such PIN.",
  "leave-message": "Please leave a message.",
  locked: "The meeting is locked.",
  "meeting-ended": "The meeting has ended.",
  "meeting-full": "The meeting is full.",
  "meeting-locked": "The meeting takes nobody any more.",
  "meeting-unavailable": "We cannot connect you at the moment.",
  "message-deleted": "It is deleted.",
  "message-failed": "That did not work.",
  "message-kept": "Thank you.",
  "mute-failed": "Sorry, that did not work.",
  muted: "You are muted.",
  "nobody-else": "There is nobody else.",
  "not-allowed": "Only the moderator can do that.",
  "others-muted": "All others are muted.",
  "others-unmuted": "All others can be heard again.",
  "recording-failed": "This call cannot be recorded.",
  "recording-started": "This call is going to be recorded.",
  "recording-stopped": "The recording is over.",
  "review-message": "To hear it, press 1. To keep it, press 2.",
  sales: "Sales is there from nine to five.",
  unlocked: "The meeting is open.",
  unmuted: "You can be heard again.",
};

/** What the IVRs of the other files say. */
export const prompts = audioS3({
  prompts: Object.fromEntries(Object.entries(said).map(([name, text]) => [name, { text }])),
});
