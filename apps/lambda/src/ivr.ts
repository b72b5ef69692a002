import { type Binding, ivr } from "@switchhook/core";
import { attendeeControls } from "@switchhook/plugin-attendees";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";
import {
  chimeMeetings,
  dynamoDirectory,
  dynamoGuessGuard,
  joinMeeting,
  jsonDirectory,
  meetingPin,
  memoryGuessGuard,
  openDirectory,
} from "@switchhook/plugin-meeting-pin";
import { callRecording } from "@switchhook/plugin-recording";
import prompts from "../prompts/prompts.json" with { type: "json" };
import type { Config } from "./config.js";

/** The meeting dial-in flow, as the call goes; services that are bound here take the place of the real ones. */
export const dialIn = (config: Config, ...services: Binding[]) =>
  ivr({ locale: config.LOCALE, apology: { Text: prompts.apology.text } })
    .use(audioS3({ bucket: config.PROMPT_BUCKET, prompts })) // what "enter-pin" sounds like: a WAV file in S3, or spoken text
    .use(attendeeControls()) // at any time: *6 mutes and unmutes oneself
    // At any time: *9 starts a recording, and stops it.
    .use(callRecording({ destination: { bucket: config.RECORDING_BUCKET, prefix: config.RECORDING_PREFIX } }))
    .use(greeting({ prompt: "welcome" })) // does not wait: leaves in the same answer as the next prompt
    // Adds `meeting` to the call.
    .use(
      meetingPin({
        maxAttempts: config.PIN_MAX_ATTEMPTS,
        digits: { min: config.PIN_MIN_DIGITS, max: config.PIN_MAX_DIGITS },
      }),
    )
    .use(joinMeeting({ mediaRegion: config.MEDIA_REGION })) // needs `meeting`, or this line does not compile
    .bind(chimeMeetings(), ...directory(config), ...services)
    .build();

const inDynamo = "dynamodb:";
const noGuard = { perCaller: false, perListing: false } as const;

function directory({ MEETING_DIRECTORY: given, PIN_KEYS: keys = "", PIN_GUESS_GUARD }: Config): Binding[] {
  // Load tests and check-ups look like somebody who guesses.
  const limits = PIN_GUESS_GUARD === "off" ? noGuard : {};
  if (given === "open") return [openDirectory(), memoryGuessGuard(limits)];
  if (!given.startsWith(inDynamo)) return [jsonDirectory(given), memoryGuessGuard(limits)];
  const table = given.slice(inDynamo.length);
  return [dynamoDirectory({ table, keys }), dynamoGuessGuard({ table, keys, ...limits })];
}
