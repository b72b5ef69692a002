import {
  ChimeSDKVoiceClient,
  type ChimeSDKVoiceClientConfig,
  CreateSipMediaApplicationCallCommand,
} from "@aws-sdk/client-chime-sdk-voice";
import * as z from "zod";
import { Appointment } from "./appointment.js";

const number = z.string().regex(/^\+[1-9]\d{1,14}$/, "must be a number such as +12065550102");

/** A reminder call to be placed. */
export const Reminder = z.strictObject({
  /** The called number. */
  to: number,
  /** A number of the account, which the called party sees. */
  from: number,
  /** Id of the SIP media application that takes the call over. */
  application: z.string().min(1),
  ...Appointment.shape,
});
export type Reminder = z.input<typeof Reminder>;

/**
 * Places a reminder call, and answers its transaction id. It is tried once only: the service has no token for a repeated
 * request, and a second call to the same person is worse than an error.
 */
export async function remind(reminder: Reminder, client: ChimeSDKVoiceClientConfig = {}): Promise<string> {
  const { to, from, application, ...appointment } = Reminder.parse(reminder);
  const voice = new ChimeSDKVoiceClient({ ...client, maxAttempts: 1 });
  try {
    const { SipMediaApplicationCall: placed } = await voice.send(
      new CreateSipMediaApplicationCallCommand({
        SipMediaApplicationId: application,
        FromPhoneNumber: from,
        ToPhoneNumber: to,
        ArgumentsMap: appointment,
      }),
    );
    if (placed?.TransactionId === undefined) throw new Error("the service answered no transaction id");
    return placed.TransactionId;
  } finally {
    voice.destroy();
  }
}
