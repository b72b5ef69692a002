import {
  ChimeSDKVoiceClient,
  type ChimeSDKVoiceClientConfig,
  CreateSipMediaApplicationCallCommand,
} from "@aws-sdk/client-chime-sdk-voice";

export interface Reminder {
  /** E.164: a number of the account, and the one that is called. */
  readonly from: string;
  readonly to: string;
  readonly appointment: string;
  /** As it is spoken, such as "Tuesday at ten". */
  readonly when: string;
}

/** Places the call; answers its transaction. The function hears `NEW_OUTBOUND_CALL` with the arguments, once. */
export async function placeReminder(
  sipMediaApplicationId: string,
  { from, to, appointment, when }: Reminder,
  config: ChimeSDKVoiceClientConfig = {},
): Promise<string | undefined> {
  const client = new ChimeSDKVoiceClient(config);
  const { SipMediaApplicationCall } = await client.send(
    new CreateSipMediaApplicationCallCommand({
      FromPhoneNumber: from,
      ToPhoneNumber: to,
      SipMediaApplicationId: sipMediaApplicationId,
      ArgumentsMap: { appointment, when },
    }),
  );
  return SipMediaApplicationCall?.TransactionId;
}
