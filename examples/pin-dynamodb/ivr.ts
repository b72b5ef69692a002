import { type Binding, ivr } from "@switchhook/core";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";
import {
  chimeMeetings,
  type DynamoOptions,
  dynamoDirectory,
  dynamoGuessGuard,
  joinMeeting,
  meetingPin,
} from "@switchhook/plugin-meeting-pin";

/** A dial-in whose PINs are in a DynamoDB table that `switchhook-pins` keeps; guessing is stopped for the whole fleet. */
export const dialIn = (table: DynamoOptions & { readonly keys: string }, ...services: Binding[]) =>
  ivr()
    .use(
      audioS3({
        prompts: {
          welcome: { text: "Welcome." },
          "enter-pin": { text: "Please enter your PIN." },
          "invalid-pin": { text: "There is no such PIN. Please enter it again." },
          goodbye: { text: "Goodbye." },
          "meeting-full": { text: "The meeting is full." },
          "meeting-ended": { text: "The meeting has ended." },
          "meeting-unavailable": { text: "We cannot connect you at the moment." },
        },
      }),
    )
    .use(greeting())
    .use(meetingPin())
    .use(joinMeeting())
    .bind(chimeMeetings(), dynamoDirectory(table), dynamoGuessGuard(table), ...services)
    .build();
