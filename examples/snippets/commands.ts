// #region mute-everybody
import { callCommands } from "@switchhook/aws";

const calls = callCommands({ sipMediaApplicationId: process.env.SMA_ID ?? "" });

export const muteEverybody = async (transactionId: string) => {
  const outcome = await calls.send({ transactionId, command: "mute-others" });
  return outcome === "gone" ? "the call is over" : "sent";
};
// #endregion
