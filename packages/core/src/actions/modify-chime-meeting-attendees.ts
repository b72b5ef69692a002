import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { leg, legEcho } from "./parameters.js";

export const modifyAttendeesDefinition = defineAction({
  // The page's title has the singular; the wire has the plural (7.1 #34).
  type: "ModifyChimeMeetingAttendees",
  page: "mute-unmute",
  reports: true,
  request: once(() =>
    z.strictObject({
      ...leg(),
      /** `Mute` or `Unmute`. */
      Operation: z.enum(["Mute", "Unmute"]),
      /** Id of the meeting that the call has joined. */
      MeetingId: z.string().check(z.minLength(1)),
      /** 1 to 100 attendee ids, of telephone attendees only. */
      AttendeeList: z.array(z.string().check(z.minLength(1))).check(z.minLength(1), z.maxLength(100)),
    }),
  ),
  echo: once(() =>
    z.looseObject({
      ...legEcho(),
      Operation: z.optional(z.string()),
      MeetingId: z.optional(z.string()),
      AttendeeList: z.optional(z.array(z.string())),
    }),
  ),
  result: () => ({ ErrorList: z.optional(z.array(z.unknown())) }),
});

export type ModifyChimeMeetingAttendeesParameters = ParametersOf<typeof modifyAttendeesDefinition>;
export type ModifyChimeMeetingAttendees = ActionOf<typeof modifyAttendeesDefinition>;

/**
 * Mutes or unmutes telephone attendees of the meeting that the call is in; goes to LEG-B.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/mute-unmute.html
 */
export const modifyAttendees = (
  Parameters: ModifyChimeMeetingAttendeesParameters,
): ModifyChimeMeetingAttendees => ({ Type: "ModifyChimeMeetingAttendees", Parameters });
