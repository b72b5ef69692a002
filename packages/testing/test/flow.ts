import { ivr, value } from "@switchhook/core";
import {
  chimeMeetings,
  joinMeeting,
  type Listing,
  MeetingDirectory,
  meetingPin,
} from "@switchhook/plugin-meeting-pin";
import { recording } from "@switchhook/plugin-recording";
import type { LocalClient } from "../src/index.js";
import { spokenPrompts } from "./spoken-prompts.js";

const listings: Readonly<Record<string, Listing>> = { "12345": { id: "weekly" } };

/** The dial-in flow, with clients that lead to the local AWS. */
export const dialIn = ({ client }: { readonly client: LocalClient }) =>
  ivr()
    .use(recording({ destination: { bucket: "the-recordings" } }))
    .use(meetingPin())
    .use(joinMeeting())
    .bind(
      spokenPrompts,
      chimeMeetings({ client, retryDelayMs: () => 0 }),
      value(MeetingDirectory, { find: (pin) => listings[pin] }),
    );
