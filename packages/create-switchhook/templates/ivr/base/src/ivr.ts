import { type Binding, ivr } from "@switchhook/core";
// #if attendees
import { attendeeControls } from "@switchhook/plugin-attendees";
// #end
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";
// #if meeting-pin
import {
  chimeMeetings,
  joinMeeting,
  // #if !aws
  jsonDirectory,
  // #end
  meetingPin,
  // #if !aws
  memoryGuessGuard,
  // #end
} from "@switchhook/plugin-meeting-pin";
// #end
// #if recording
import { recording } from "@switchhook/plugin-recording";
// #end
import prompts from "../prompts/prompts.json" with { type: "json" };
// #if departments
import { departments } from "./departments.js";
// #end
// #if menu
import { mainMenu } from "./main-menu.js";
// #end
// #if meeting-pin
// #if aws
import { meetingServices } from "./meetings.js";
// #end
// #end
import type { Settings } from "./settings.js";

/** The phone menu, as a call goes through it; services that are given here take the place of the real ones. */
export const phoneMenu = (settings: Settings, ...services: Binding[]) =>
  ivr({ locale: settings.LOCALE, apology: { Text: prompts.apology.text } })
    .use(
      audioS3({
        // #if wav
        bucket: settings.PROMPT_BUCKET,
        // #end
        prompts,
      }),
    )
    // #if attendees
    .use(attendeeControls())
    // #end
    // #if recording
    .use(recording({ destination: { bucket: settings.RECORDING_BUCKET } }))
    // #end
    .use(greeting({ prompt: "welcome" }))
    // #if departments
    .use(departments())
    // #end
    // #if menu
    .use(mainMenu())
    // #end
    // #if meeting-pin
    .use(meetingPin({ maxAttempts: 3 }))
    .use(joinMeeting())
    // #if !aws
    .bind(chimeMeetings(), jsonDirectory(settings.MEETING_DIRECTORY))
    .bind(memoryGuessGuard(settings.PIN_GUESS_GUARD === "off" ? { perCaller: false, perListing: false } : {}))
    // #end
    // #if aws
    .bind(chimeMeetings(), ...meetingServices(settings))
    // #end
    // #end
    .bind(...services);
