// #region mute-everybody
import { openCallCommands } from "@switchhook/aws";

const calls = openCallCommands({ sipMediaApplicationId: process.env.SMA_ID ?? "" });

export const muteEverybody = async (transactionId: string) => {
  const outcome = await calls.send({ transactionId, command: "mute-others" });
  return outcome === "gone" ? "the call is over" : "sent";
};
// #endregion
