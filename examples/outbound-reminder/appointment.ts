import type { Call } from "@switchhook/core";
import * as z from "zod";

const timeZone = z.string().refine((given) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: given }) !== undefined;
  } catch {
    return false;
  }
}, "must be a time zone such as Europe/Berlin");

/** What a call is told of the appointment: the argument map of the call, all of it strings. No reason of the visit. */
export const Appointment = z.object({
  /** Names the appointment where it is kept. */
  appointment: z.string().regex(/^[-_.a-zA-Z0-9]{1,64}$/, "must be 1 to 64 of letters, digits, - _ and ."),
  at: z.iso.datetime({ offset: true, error: "must be a time such as 2026-12-03T09:30:00+01:00" }),
  timeZone,
  language: z.enum(["en-US", "es-US"]).default("en-US"),
});
export type Appointment = z.infer<typeof Appointment>;

/** The appointment that a call is about; undefined for one that was not placed for any. */
export const appointmentOf = (call: Pick<Call, "arguments">): Appointment | undefined =>
  Appointment.safeParse(call.arguments).data;

/** Day and time as they are spoken, where the appointment is. */
export const spokenTime = ({ at, timeZone }: Appointment, locale: string) => {
  const say = (parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...parts, timeZone }).format(new Date(at)).replaceAll("\u202f", " ");
  return {
    day: say({ weekday: "long", month: "long", day: "numeric" }),
    time: say({ hour: "numeric", minute: "2-digit" }),
  };
};
