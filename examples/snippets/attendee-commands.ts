import { openCallCommands } from "@switchhook/aws";
import { attendeeCommands } from "@switchhook/plugin-attendees";

export async function muteOthers({
  sipMediaApplicationId,
  transactionId,
}: {
  sipMediaApplicationId: string;
  transactionId: string;
}) {
  // #region commands
  const calls = openCallCommands({ sipMediaApplicationId }); // of @switchhook/aws
  const attendees = attendeeCommands(calls);
  const outcome = await attendees.muteOthers(transactionId); // "sent", or "gone" when the call is over
  // #endregion
  return outcome;
}
