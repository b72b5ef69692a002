import { callCommands } from "@switchhook/aws";
import { dynamoRooms } from "@switchhook/plugin-meeting-pin";
import { dialIn } from "./meeting-pin.js";

export const withRooms = (table: string) =>
  // #region rooms
  dialIn.bind(callCommands(), dynamoRooms({ table })); // callCommands is of @switchhook/aws
// #endregion
