import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { legA, legEcho } from "./parameters.js";

export const joinMeetingDefinition = defineAction({
  type: "JoinChimeMeeting",
  page: "join-chime-meeting",
  reports: true,
  answers: true,
  request: once(() =>
    z.strictObject({
      ...legA(),
      /** Of CreateAttendee, 2 to 2,048 characters; a secret. */
      JoinToken: z.string().check(z.minLength(2), z.maxLength(2048)),
      /** Formally optional; required for every meeting that can be created today. */
      MeetingId: z.optional(z.string().check(z.minLength(1))),
    }),
  ),
  echo: once(() =>
    z.looseObject({ ...legEcho(), JoinToken: z.optional(z.string()), MeetingId: z.optional(z.string()) }),
  ),
});

export type JoinChimeMeetingParameters = ParametersOf<typeof joinMeetingDefinition>;
export type JoinChimeMeeting = ActionOf<typeof joinMeetingDefinition>;

/**
 * Joins leg A with a Chime SDK meeting, which becomes LEG-B.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/join-chime-meeting.html
 */
export const joinMeeting = (Parameters: JoinChimeMeetingParameters): JoinChimeMeeting => ({
  Type: "JoinChimeMeeting",
  Parameters,
});
