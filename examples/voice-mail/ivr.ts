import { type Binding, ivr } from "@switchhook/core";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import { voiceMail } from "@switchhook/plugin-recording";

/** Takes a message; whoever is bound as `RecordingAnnouncer` is told where it is. */
export const answeringMachine = (...services: Binding[]) =>
  ivr()
    .use(
      audioS3({
        bucket: "example-prompts",
        prompts: {
          "leave-message": {
            text: "Nobody is here. Please leave a message, and press the pound key when done.",
          },
          beep: { text: "Beep.", wav: "beep.wav" },
          "review-message": {
            text: "To hear it, press 1. To keep it, press 2. To record it again, press 3. To delete it, press 4.",
          },
          "invalid-choice": { text: "Please press a key from 1 to 4." },
          "message-kept": { text: "Thank you for your message. Goodbye." },
          "message-deleted": { text: "Your message is deleted. Goodbye." },
          "message-failed": { text: "Your message could not be recorded. Please call again later." },
        },
      }),
    )
    .use(voiceMail({ destination: { bucket: "example-messages" }, maxSeconds: 90 }))
    .bind(...services)
    .build();
