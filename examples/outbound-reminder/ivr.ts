import { type Binding, ivr } from "@switchhook/core";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import { reminder, reminderOutcome } from "./reminder.js";

/** Reminds a patient of an appointment; needs `ReminderOutcomes`. */
export const reminders = (...services: Binding[]) =>
  ivr()
    .use(
      audioS3({
        prompts: {
          reminder: {
            text: "This is Example Dental. You have an appointment on {when}. To confirm, press 1. To be called back, press 2.",
          },
          "press-1-or-2": { text: "Please press 1 to confirm, or 2 to be called back." },
          confirmed: { text: "Thank you. We are expecting you. Goodbye." },
          "call-back": { text: "Thank you. We will call you back. Goodbye." },
          "nothing-pressed": { text: "We will try again another time. Goodbye." },
          "wrong-call": { text: "Sorry, we have called you by mistake. Goodbye." },
        },
      }),
    )
    .use(reminderOutcome())
    .use(reminder())
    .bind(...services)
    .build();
